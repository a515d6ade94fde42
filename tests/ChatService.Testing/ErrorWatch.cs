using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ChatService.Testing;

/// <summary>Collects what the server logs as errors. A test fails when there is one that nobody announced.</summary>
public sealed class ErrorWatch : ILoggerProvider
{
    private readonly ConcurrentQueue<string> errors = new();
    private readonly ConcurrentBag<string> announced = [];
    private readonly ConcurrentQueue<string> lines = new();

    // EF Core's warnings about a query: no order before a limit, a cartesian product, a comparison that reads everything. Each is a fault of the query, however the answer looks today.
    private const string Queries = "Microsoft.EntityFrameworkCore.Query";

    /// <summary>Every line of the log, from information on.</summary>
    public IReadOnlyList<string> Lines => [.. lines];

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

    public ILogger CreateLogger(string categoryName) => new Watcher(categoryName, errors, lines);

    public void Dispose()
    {
        // Nothing to let go of.
    }

    private sealed class Watcher(string category, ConcurrentQueue<string> errors, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
            {
                return;
            }

            var line = $"{category}: {formatter(state, exception)} {exception}";
            lines.Enqueue(line);
            if (logLevel >= LogLevel.Error || (logLevel == LogLevel.Warning && category == Queries))
            {
                errors.Enqueue(line);
            }
        }
    }
}
