using ChatService.Domain.AutoReplies;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Timers;

namespace ChatService.Server.Features.AutoReplies;

/// <summary>
/// Lets the rules answer, inside the transaction of what set them off: the answer and its cause are committed together or not at all, so a rule fires exactly once also when the
/// process is killed between any two steps.
/// </summary>
public sealed class AutoReplyReaction(AutoReplyRules rules, ReplyFacts facts, RuleActions actions, RequestedReplies requested) : IConversationReaction, IConversationTimerHandler
{
    public IReadOnlyCollection<string> Kinds { get; } = [SilenceTimers.Kind];

    public async ValueTask ReactAsync(ConversationUnit unit, ConversationEvent happened, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(happened);
        var current = rules.Current;
        if (TriggerOf(unit, happened) is { } trigger && !current.IsEmpty)
        {
            await EvaluateAsync(unit, current, trigger, cancellationToken);
        }

        // After the rules were asked: they look at this message themselves.
        if (happened is MessageAppended { IsFromCustomer: true, Reading: PatternFindings found })
        {
            SaidMemory.Remember(unit.Conversation, found, current.Rules);
        }

        if (happened is AutoReplyRequested request)
        {
            await requested.AnswerAsync(unit, request, cancellationToken);
        }

        if (MayMoveASilence(happened))
        {
            SilenceTimers.Keep(unit, current, facts.Of(unit));
        }
    }

    public async ValueTask FireAsync(ConversationUnit unit, DurableTimer timer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(timer);
        var current = rules.Current;
        if (timer.SubjectId is { } rule)
        {
            await EvaluateAsync(unit, current, TriggerFact.TimerDue(rule), cancellationToken);
        }

        SilenceTimers.Keep(unit, current, facts.Of(unit));
    }

    private async Task EvaluateAsync(ConversationUnit unit, CompiledRules current, TriggerFact trigger, CancellationToken cancellationToken)
    {
        var known = facts.Of(unit);
        var candidates = AutoReplyEngine.Evaluate(current.Probe, known, trigger, unit.Now);
        if (candidates.Count == 0)
        {
            return;
        }

        var complete = await facts.CompleteAsync(unit, known, current, candidates, cancellationToken);
        foreach (var firing in AutoReplyEngine.Evaluate(current.Rules, complete, trigger, unit.Now))
        {
            actions.CarryOut(unit, firing);
        }
    }

    // An agent's message sets off nothing; it only moves silences. Bots and the system are never reported: what a machine says must not set off a machine.
    private static TriggerFact? TriggerOf(ConversationUnit unit, ConversationEvent happened) => happened switch
    {
        MessageAppended { IsFromCustomer: true } message => IsFirst(unit.Conversation, message)
            ? TriggerFact.Started(FactAuthor.Customer, message.Message.Text, FoundIn(message))
            : TriggerFact.Message(FactAuthor.Customer, message.Message.Text, FoundIn(message)),
        // Nobody thanks for spam, nor whoever left before anybody answered.
        ConversationClosed { Resolution: not ("spam" or EndConversation.Abandoned) } closed => TriggerFact.Closed(AuthorOf(closed.Actor)),
        _ => null,
    };

    // No pattern is ever matched inside the transaction: what was not looked for before is not found.
    private static PatternFindings FoundIn(MessageAppended message) => message.Reading as PatternFindings ?? PatternFindings.None;

    // The start is reported with its text, so it is the first message that reports it, once: only that one opens a round at the very time of the customer's first word.
    private static bool IsFirst(Conversation conversation, MessageAppended message) =>
        message.OpensRound && conversation.FirstCustomerMessageAt == message.At && conversation.FirstResponseAt is null;

    private static bool MayMoveASilence(ConversationEvent happened) => happened switch
    {
        MessageAppended message => message.IsFromCustomer || message.IsResponse,
        AutoReplyFired or CallbackOffered or TagsChanged or SkillsChanged or EndRequested or EndDropped or AgentsMentioned or MentionsSeen or ReadMarked or ConversationRated or CallbackRequested or PriorityChanged or AutoReplyRequested => false,
        _ => true,
    };

    private static FactAuthor AuthorOf(Actor actor) => actor.Kind switch
    {
        "visitor" => FactAuthor.Customer,
        "agent" => FactAuthor.Agent,
        "bot" => FactAuthor.Bot,
        _ => FactAuthor.System,
    };
}
