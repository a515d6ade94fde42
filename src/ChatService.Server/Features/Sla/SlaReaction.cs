using ChatService.Domain.Sla;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Sla;

/// <summary>Arms, fulfils, cancels and re-targets clocks in the very transaction of what happened.</summary>
internal sealed class SlaReaction(SlaClocks clocks, ResolutionStart resolutions) : IConversationReaction
{
    public async ValueTask ReactAsync(ConversationUnit unit, ConversationEvent happened, CancellationToken cancellationToken)
    {
        switch (happened)
        {
            case MessageAppended { OpensRound: true }:
                await CustomerAsksAsync(unit, cancellationToken);
                break;
            case MessageAppended { IsResponse: true, AnsweredSince: not null } answer:
                await AgentAnswersAsync(unit, answer.Message.SenderId, cancellationToken);
                break;
            case CallbackCompleted:
                await CallbackAsync(unit, cancellationToken);
                break;
            case ConversationReopened { IsByAgent: true } reopened:
                await ReopenAsync(unit, reopened.OwesAnswer, cancellationToken);
                break;
            case ConversationClosed closed:
                await CloseAsync(unit, closed, cancellationToken);
                break;
            case PriorityChanged or TeamLeft or ConversationTransferred { ToTeamId: not null }:
                await RetargetAsync(unit, cancellationToken);
                break;
        }
    }

    public IEnumerable<RowQuery> ReadsAlong(IReadOnlyCollection<Guid> conversationIds) => [ConversationClocks.ReadAlong(conversationIds)];

    public async ValueTask LoadedAsync(IReadOnlyList<ConversationUnit> units, CancellationToken cancellationToken)
    {
        await SlaCauses.LoadAsync(units, cancellationToken);
    }

    private async ValueTask CustomerAsksAsync(ConversationUnit unit, CancellationToken cancellationToken)
    {
        var open = ConversationClocks.Of(unit);
        if (open.Reply is null)
        {
            var metric = unit.Conversation.FirstResponseAt is null ? SlaMetric.FirstResponse : SlaMetric.NextResponse;
            await clocks.ArmAsync(unit, open, SlaClocks.New(unit, metric, unit.Now), cancellationToken);
        }

        if (open.Resolution is { } resolution)
        {
            await clocks.ResumeAsync(unit, resolution, cancellationToken);
        }
        else
        {
            // From the first message, or from the one that reopened it: a closed conversation has no way to go.
            await clocks.ArmAsync(unit, open, SlaClocks.New(unit, SlaMetric.Resolution, unit.Now), cancellationToken);
        }

        open.ShowOn(unit.Conversation);
    }

    // Without a message of the customer: the resolution counts from now, and stands still unless the customer waits for an answer.
    private async ValueTask ReopenAsync(ConversationUnit unit, bool owesAnswer, CancellationToken cancellationToken)
    {
        if (owesAnswer)
        {
            await CustomerAsksAsync(unit, cancellationToken);
            return;
        }

        var open = ConversationClocks.Of(unit);
        if (unit.Conversation.FirstCustomerMessageAt is not null && open.Resolution is null)
        {
            await clocks.ArmAsync(unit, open, SlaClocks.New(unit, SlaMetric.Resolution, unit.Now), cancellationToken);
        }

        if (open.Resolution is { } resolution)
        {
            await clocks.PauseAsync(unit, resolution, cancellationToken);
        }

        open.ShowOn(unit.Conversation);
    }

    private async ValueTask AgentAnswersAsync(ConversationUnit unit, Guid agentId, CancellationToken cancellationToken)
    {
        var open = ConversationClocks.Of(unit);
        if (open.Reply is { } reply)
        {
            await clocks.FulfilAsync(unit, reply, agentId, cancellationToken);
        }

        if (open.Resolution is { } resolution)
        {
            await clocks.PauseAsync(unit, resolution, cancellationToken);
        }

        open.ShowOn(unit.Conversation);
    }

    // A call is no message that the customer can see, so it is no response; but nobody owes them one any more.
    private async ValueTask CallbackAsync(ConversationUnit unit, CancellationToken cancellationToken)
    {
        var open = ConversationClocks.Of(unit);
        if (open.Reply is { } reply)
        {
            await clocks.EndAsync(unit, reply, "callback_done", cancellationToken);
            if (open.Resolution is { } resolution)
            {
                await clocks.PauseAsync(unit, resolution, cancellationToken);
            }
        }

        open.ShowOn(unit.Conversation);
    }

    private async ValueTask CloseAsync(ConversationUnit unit, ConversationClosed closed, CancellationToken cancellationToken)
    {
        var open = ConversationClocks.Of(unit);
        var reason = closed.Abandoned ? "abandoned" : closed.Resolution == "spam" ? "spam" : "closed";
        if (open.Reply is { } reply)
        {
            await clocks.EndAsync(unit, reply, reason, cancellationToken);
        }

        if (open.Resolution is { } resolution)
        {
            await (reason == "closed"
                ? clocks.FulfilAsync(unit, resolution, closed.AgentId, cancellationToken)
                : clocks.EndAsync(unit, resolution, reason, cancellationToken));
        }

        open.ShowOn(unit.Conversation);
    }

    private async ValueTask RetargetAsync(ConversationUnit unit, CancellationToken cancellationToken)
    {
        if (unit.Conversation.ClosedAt is not null || unit.Conversation.FirstCustomerMessageAt is null)
        {
            return;
        }

        var open = ConversationClocks.Of(unit);
        if (open.Reply is { } reply)
        {
            await clocks.RetargetAsync(unit, open, reply, cancellationToken);
        }

        if (open.Resolution is { } resolution)
        {
            await clocks.RetargetAsync(unit, open, resolution, cancellationToken);
        }
        else if (await resolutions.FindAsync(unit, cancellationToken) is { } late)
        {
            await clocks.ArmAsync(unit, open, late, cancellationToken);
        }

        open.ShowOn(unit.Conversation);
    }
}
