using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace ChatService.LoadTests.Stages;

/// <summary>What a stage has started: ended in the opposite order, also when the tool is interrupted.</summary>
public sealed class Parts : IAsyncDisposable
{
    private const int Interrupted = 130;

    private static readonly ConcurrentDictionary<Parts, bool> Living = new();
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(15);

    private readonly ConcurrentStack<IAsyncDisposable> started = new();

    public Parts() => Living[this] = true;

    /// <summary>From now on an interrupt ends everything that is living before it ends the tool. Dispose the answer at the very end.</summary>
    public static IDisposable EndOnSignals() => new Registrations([.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(s => PosixSignalRegistration.Create(s, EndAll))]);

    /// <summary>Will be ended.</summary>
    public T Add<T>(T part)
        where T : IAsyncDisposable
    {
        started.Push(part);
        return part;
    }

    public async ValueTask DisposeAsync()
    {
        while (started.TryPop(out var part))
        {
            await part.DisposeAsync();
        }

        Living.TryRemove(this, out _);
    }

    private static void EndAll(PosixSignalContext signal)
    {
        signal.Cancel = true;
        Task.Run(async () => await Task.WhenAll(Living.Keys.Select(async parts => await parts.DisposeAsync()))).Wait(EndLimit);
        Environment.Exit(Interrupted);
    }

    private sealed class Registrations(IReadOnlyList<PosixSignalRegistration> all) : IDisposable
    {
        public void Dispose()
        {
            foreach (var one in all)
            {
                one.Dispose();
            }
        }
    }
}
