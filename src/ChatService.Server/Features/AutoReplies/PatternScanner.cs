using System.Collections.Concurrent;
using System.Diagnostics;
using ChatService.Domain.AutoReplies;
using ChatService.Server.Features.Conversations;

namespace ChatService.Server.Features.AutoReplies;

/// <summary>
/// Looks for the patterns of all rules in a customer's message, before its transaction and within one budget for all
/// of them. No regular-expression engine keeps a time limit by itself:
/// the non-backtracking one looks at its clock every thousand characters, and a pattern can make each of them dear.
/// So the work runs on a thread that is given up when the budget is
/// over. A given-up match cannot be stopped; so few run at once, and the rule it belongs to is not tried again for a
/// while.
/// </summary>
public sealed class PatternScanner(AutoReplyRules rules, ILogger<PatternScanner> logger) : ICustomerTextReader, IDisposable
{
    // Ordinary patterns take far less than a millisecond together. What a customer waits at most, whatever an admin
    // has saved.
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(1);

    // While hostile patterns hold all places, honest messages do not wait for long.
    private static readonly TimeSpan PlaceWait = TimeSpan.FromMilliseconds(250);

    // Threads that hostile patterns may hold at once. While they do, messages are stored without their patterns
    // having been looked for.
    private const int MostAtOnce = 2;

    private static readonly TimeSpan FirstSuspension = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestSuspension = TimeSpan.FromHours(1);

    private readonly SemaphoreSlim places = new(MostAtOnce);
    private readonly ConcurrentDictionary<(Guid, int), Suspension> suspended = new();

    public ValueTask<object?> ReadAsync(Guid inboxId, string text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        var all = rules.Current.Rules.Patterns;
        var patterns = all.Count == 0 ? [] : all.Where(pattern => pattern.IsFor(inboxId) && !IsSuspended(pattern)).ToList();
        // At once where nothing can be slow: a thread for each message costs, and messages that one customer sends at once would lose their order on it.
        return patterns.Count == 0 ? ValueTask.FromResult<object?>(PatternFindings.None)
            : patterns.TrueForAll(pattern => pattern.IsOurs) ? ValueTask.FromResult<object?>(Scan(patterns, text))
            : ScanAsync(patterns, text, cancellationToken);
    }

    public void Dispose() => places.Dispose();

    private static PatternFindings Scan(List<RulePattern> patterns, string text)
    {
        var scan = new PatternScan(patterns, text);
        scan.Run();
        return scan.GiveUp().Findings;
    }

    private async ValueTask<object?> ScanAsync(List<RulePattern> patterns, string text, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        if (!await places.WaitAsync(PlaceWait, cancellationToken))
        {
            AutoReplyLog.PatternsSkipped(logger);
            return PatternFindings.None;
        }

        var scan = new PatternScan(patterns, text);
        var work = Task.Factory.StartNew(scan.Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        _ = work.ContinueWith(_ => Return(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        var left = Budget - Stopwatch.GetElapsedTime(began);
        await Task.WhenAny(work, Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, CancellationToken.None));
        var isDone = work.IsCompleted;
        var (findings, slow) = scan.GiveUp();
        if (!isDone && slow is not null)
        {
            Suspend(slow);
        }

        return findings;
    }

    // After the host has stopped nobody waits for a place any more.
    private void Return()
    {
        try
        {
            places.Release();
        }
        catch (ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private bool IsSuspended(RulePattern pattern) =>
        !suspended.IsEmpty && suspended.TryGetValue((pattern.RuleId, pattern.RuleVersion), out var suspension) && Environment.TickCount64 < suspension.Until;

    private void Suspend(RulePattern pattern)
    {
        var suspension = suspended.AddOrUpdate((pattern.RuleId, pattern.RuleVersion), _ => Suspension.Next(null), (_, earlier) => Suspension.Next(earlier));
        AutoReplyLog.PatternSuspended(logger, pattern.RuleId, pattern.RuleVersion, suspension.Length.TotalMinutes);
    }

    private sealed record Suspension(TimeSpan Length, long Until)
    {
        public static Suspension Next(Suspension? earlier)
        {
            var length = earlier is null ? FirstSuspension : earlier.Length * 2 < LongestSuspension ? earlier.Length * 2 : LongestSuspension;
            return new Suspension(length, Environment.TickCount64 + (long)length.TotalMilliseconds);
        }
    }
}
