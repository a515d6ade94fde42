using ChatService.Domain.AutoReplies;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Timers;

namespace ChatService.Server.Features.AutoReplies;

/// <summary>
/// Keeps the durable timers of a conversation in step with its silences. A timer is only a reminder and the rule decides when it is due, so one that is due too early may stay: it
/// wakes, finds that the silence is not long enough yet, and is armed anew. A chat that goes back and forth therefore writes no timer with each message.
/// </summary>
internal static class SilenceTimers
{
    /// <summary>The kind of these timers; their subject is the rule.</summary>
    public const string Kind = "auto_reply";

    /// <summary>Arms what is missing, cancels what cannot mean anything any more.</summary>
    public static void Keep(ConversationUnit unit, CompiledRules rules, AutoReplyFacts facts)
    {
        var armed = unit.Armed.Where(timer => timer.Kind == Kind).ToList();
        if (armed.Count == 0 && !rules.HasTimers)
        {
            return;
        }

        var wanted = AutoReplyEngine.TimersFor(rules.Rules, facts, unit.Now).ToDictionary(timer => timer.RuleId);
        foreach (var timer in armed)
        {
            var rule = timer.SubjectId ?? Guid.Empty;
            if ((wanted.TryGetValue(rule, out var due) && timer.DueAt <= due.DueAt) || timer.DueAt <= unit.Now)
            {
                // One that is due is about to fire, and decides then.
                wanted.Remove(rule);
            }
            else if (due is not null || !MayMeanSomethingAgain(rules.Rules.Find(rule), facts.Phase))
            {
                timer.End(TimerState.Cancelled, unit.Now);
            }
        }

        foreach (var timer in wanted.Values)
        {
            unit.Arm(Kind, timer.DueAt, timer.RuleId);
        }
    }

    // With an agent the silences alternate: the next answer brings this one back, later.
    private static bool MayMeanSomethingAgain(AutoReplyRule? rule, ServicePhase phase) =>
        phase == ServicePhase.WithAgent && rule?.Trigger.Kind is AutoReplyTriggerKind.AgentSilentFor or AutoReplyTriggerKind.CustomerSilentFor;
}
