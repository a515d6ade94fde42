using ChatService.Domain.AutoReplies;
using ChatService.Server.Features.Conversations;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.AutoReplies;

/// <summary>
/// Words for a room that wants the customer told something (a policy that apologises for a breach). The rules come first: where one speaks to the same silence, just now or in a
/// moment, nothing is added. What is said here is recorded under the rule that came with the installation for it, so neither repeats the other.
/// </summary>
public sealed class RequestedReplies(AutoReplyRules rules, ReplyFacts facts, RuleActions actions)
{
    /// <summary>The rule "Apology and call-back" of <see cref="DefaultAutoReplies"/>: its words, as the admin has changed them, are the ones used.</summary>
    public static readonly Guid Apology = new("5eed0000-0000-4000-8000-000000000110");

    /// <summary>The rule "Apology, with an agent": the words for a customer who has an agent, and therefore no place in the queue.</summary>
    public static readonly Guid AgentApology = new("5eed0000-0000-4000-8000-000000000118");

    private static readonly Guid CallbackOffer = new("5eed0000-0000-4000-8000-000000000199");

    // A step, a breach and a rule that all mean "after 30 s" are not due in the same millisecond.
    private static readonly TimeSpan AMoment = TimeSpan.FromSeconds(10);

    private static readonly Dictionary<Guid, AutoReplyRule> Defaults =
        DefaultAutoReplies.Create().Where(rule => rule.Id == Apology || rule.Id == AgentApology).ToDictionary(rule => rule.Id);

    /// <summary>Kind: apology or offer_callback; each at most once in a conversation.</summary>
    public async Task AnswerAsync(ConversationUnit unit, AutoReplyRequested request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(request);
        var known = facts.Of(unit);
        if (known.Phase is not (ServicePhase.Waiting or ServicePhase.WithAgent) || ARuleSpeaks(unit, known))
        {
            return;
        }

        // With nobody at work there is no place to keep and nobody to be late: the widget says so by itself.
        if (request.Kind != "offer_callback" && !known.DeskIsStaffed)
        {
            return;
        }

        if (request.Kind == "offer_callback" && await IsOfferedAsync(unit, cancellationToken))
        {
            return;
        }

        var words = known.Phase == ServicePhase.WithAgent ? AgentApology : Apology;
        var rule = rules.Find(words) ?? Defaults[words];
        var asked = request.Kind == "offer_callback" ? [new OfferCallbackAction()] : rule.Actions.OfType<ReplyAction>().ToArray<AutoReplyAction>();
        await SayAsync(unit, known, rule with { Id = request.Kind == "offer_callback" ? CallbackOffer : Apology, Actions = asked }, cancellationToken);
    }

    private async Task SayAsync(ConversationUnit unit, AutoReplyFacts known, AutoReplyRule rule, CancellationToken cancellationToken)
    {
        // As a rule of its own that is due now, so that the walls against too much talk hold for it, too.
        var only = CompiledRules.Create([rule with
        {
            Enabled = true,
            Trigger = new(known.Phase == ServicePhase.Waiting ? AutoReplyTriggerKind.WaitingFor : AutoReplyTriggerKind.AgentSilentFor, 1),
            Keywords = null,
            Conditions = AutoReplyConditions.None,
            OncePerConversation = true,
        }]);
        var due = TriggerFact.TimerDue(rule.Id);
        var candidates = AutoReplyEngine.Evaluate(only.Probe, known, due, unit.Now);
        if (candidates.Count == 0)
        {
            return;
        }

        var complete = await facts.CompleteAsync(unit, known, only, candidates, cancellationToken);
        foreach (var firing in AutoReplyEngine.Evaluate(only.Rules, complete, due, unit.Now))
        {
            actions.CarryOut(unit, firing);
        }
    }

    private bool ARuleSpeaks(ConversationUnit unit, AutoReplyFacts known)
    {
        var current = rules.Current.Rules;
        return unit.Armed.Any(t => t.Kind == SilenceTimers.Kind && t.DueAt <= unit.Now + AMoment && Speaks(t.SubjectId))
            || known.PastFirings.Any(past => past.At >= unit.Now - AMoment && past.Messages > 0 && Speaks(past.RuleId));

        bool Speaks(Guid? id) =>
            id is { } rule && current.Find(rule) is { Trigger.Kind: AutoReplyTriggerKind.WaitingFor or AutoReplyTriggerKind.AgentSilentFor } found && found.Actions.Any(a => a is ReplyAction);
    }

    // Asked only at a breach. What this transaction has appended is not in the table yet.
    private static async Task<bool> IsOfferedAsync(ConversationUnit unit, CancellationToken cancellationToken)
    {
        var (scope, id) = (unit.Batch.Scope, unit.Conversation.Id);
        return scope.Rows.Of<MessageRow>().Any(m => m.ConversationId == id && m.EventType == RuleActions.CallbackOfferedLine)
            || await scope.Db.Set<MessageRow>().AnyAsync(m => m.ConversationId == id && m.EventType == RuleActions.CallbackOfferedLine, cancellationToken);
    }
}
