using ChatService.Domain;
using ChatService.Domain.Sla;
using ChatService.Server.Features.Conversations;

namespace ChatService.Server.Features.Sla;

/// <summary>Carries out what a policy says, in the transaction of the step or the breach: told to people by events, done by other rooms on request.</summary>
internal static class SlaActions
{
    /// <summary>A step before the breach.</summary>
    public static void Step(ConversationUnit unit, SlaClockRow clock, ArmedStep step)
    {
        if (!Do(unit, step.Action, "sla_step"))
        {
            unit.Raise(new SlaStepDue(Actor.System, clock.Id, clock.Metric, step.Index, step.Action, clock.DueAt!.Value, unit.Conversation.AssigneeId));
        }
    }

    /// <summary>The actions of a breach that others carry out; telling people is done by <see cref="SlaBreached"/> itself.</summary>
    public static void Breach(ConversationUnit unit, IReadOnlyList<SlaAction> actions)
    {
        foreach (var action in actions)
        {
            Do(unit, action, "sla_breach");
        }
    }

    private static bool Do(ConversationUnit unit, SlaAction action, string reason)
    {
        // A breach that is found at the close itself has nobody left to route to or to apologise to.
        var goesOn = unit.Conversation.ClosedAt is null;
        switch (action)
        {
            case SlaAction.WidenRouting when goesOn:
                unit.Raise(new RoutingWidenRequested(Actor.System, reason));
                return true;
            case SlaAction.AutoReply when goesOn:
                unit.Raise(new AutoReplyRequested(Actor.System, "apology"));
                return true;
            case SlaAction.OfferCallback when goesOn:
                unit.Raise(new AutoReplyRequested(Actor.System, "offer_callback"));
                return true;
            case SlaAction.RaisePriority when goesOn:
                Raise(unit);
                return true;
            default:
                return action is SlaAction.WidenRouting or SlaAction.AutoReply or SlaAction.OfferCallback or SlaAction.RaisePriority;
        }
    }

    private static void Raise(ConversationUnit unit)
    {
        if (unit.Conversation.Priority > Priority.P0)
        {
            unit.ChangePriority(unit.Conversation.Priority - 1, Actor.System);
        }
    }
}
