using System.Collections.Concurrent;
using System.Diagnostics;

namespace ChatService.LoadTests.Stages;

/// <summary>A program of our own that says <c>ready</c> when it serves, and that ends with us.</summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process process;

    private ChildProcess(Process process) => this.process = process;

    public int ProcessId => process.Id;

    /// <summary>Starts it and waits until it serves. Throws with what it said when it ends before that.</summary>
    public static async Task<ChildProcess> StartAsync(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var info = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (name, value) in environment)
        {
            info.Environment[name] = value;
        }

        var (ready, said) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new ConcurrentQueue<string>());
        var process = new Process { StartInfo = info, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Heard(line.Data, said, ready);
        process.ErrorDataReceived += (_, line) => Heard(line.Data, said, ready);
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException($"{Path.GetFileName(program)} ended:\n{string.Join('\n', said.TakeLast(20))}"));
        process.Start();
        var child = new ChildProcess(process);
        AppDomain.CurrentDomain.ProcessExit += child.KillAtExit;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await ready.Task.WaitAsync(StartLimit);
            return child;
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= KillAtExit;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static void Heard(string? line, ConcurrentQueue<string> said, TaskCompletionSource ready)
    {
        if (line is not null)
        {
            said.Enqueue(line);
            if (line == "ready")
            {
                ready.TrySetResult();
            }
        }
    }

    private void KillAtExit(object? sender, EventArgs e) => process.Kill(entireProcessTree: true);
}
