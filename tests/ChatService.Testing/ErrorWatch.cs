using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ChatService.Testing;

/// <summary>Collects what the server logs as errors. A test fails when there is one that nobody announced.</summary>
public sealed class ErrorWatch : ILoggerProvider
{
    private readonly ConcurrentQueue<string> errors = new();
    private readonly ConcurrentBag<string> announced = [];

    /// <summary>Errors that contain this text are expected.</summary>
    public void Expect(string text) => announced.Add(text);

    /// <summary>Throws when an unannounced error was logged.</summary>
    public void Verify()
    {
        var surprises = errors.Where(e => !announced.Any(a => e.Contains(a, StringComparison.Ordinal))).ToList();
        if (surprises.Count > 0)
        {
            throw new InvalidOperationException("The server logged errors:\n" + string.Join('\n', surprises));
        }
    }

    public ILogger CreateLogger(string categoryName) => new Watcher(categoryName, errors);

    public void Dispose()
    {
        // Nothing to let go of.
    }

    private sealed class Watcher(string category, ConcurrentQueue<string> errors) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                errors.Enqueue($"{category}: {formatter(state, exception)} {exception}");
            }
        }
    }
}
