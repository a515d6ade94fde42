using ChatService.Domain.Routing;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Routing;

/// <summary>One pass over the queue, in one transaction: due offers end, the queue is read, offers of those who lost the right to it are withdrawn, the rest is planned and written.</summary>
public sealed class QueueDrain(ConversationLanes lanes, WaitingQueue queue, Offers offers, PlanWriter writer, UnservedMemory unserved)
{
    // What could not be carried out because somebody else was at it: their change is over within this.
    private static readonly TimeSpan PlanAgainAfter = TimeSpan.FromMilliseconds(250);

    /// <summary>Answers when time alone will change something; null: only an event can.</summary>
    public async Task<DateTimeOffset?> RunAsync(CancellationToken cancellationToken)
    {
        var attempts = 0;
        try
        {
            return await lanes.RunManyAsync(
                (batch, token) =>
                {
                    if (++attempts > 1)
                    {
                        unserved.Forget(_ => false);
                    }

                    return DrainAsync(batch, token);
                },
                cancellationToken);
        }
        catch
        {
            // What it noted as stored was not.
            unserved.Forget(_ => false);
            throw;
        }
    }

    private async Task<DateTimeOffset?> DrainAsync(ConversationBatch batch, CancellationToken cancellationToken)
    {
        // Two nodes never plan the same queue at once.
        await batch.Scope.LockQueueAsync(cancellationToken, "routing");
        await ExpireDueAsync(batch, cancellationToken);
        var now = batch.Scope.Now;
        if (await queue.ReadAsync(batch.Scope.Db, now, cancellationToken) is not { } read)
        {
            return null;
        }

        var lost = LostOffers.Of(read.Snapshot, read.Settings, now);
        var input = await WithdrawAsync(batch, lost, cancellationToken) > 0 ? await queue.ReadAsync(batch.Scope.Db, now, cancellationToken) : read;
        if (input is null)
        {
            return null;
        }

        var allWithdrawn = LostOffers.Of(input.Snapshot, input.Settings, now).Count == 0;
        input = input.WithoutDisabledInboxes();
        var (named, rest) = NamedAgents.Decide(input, now);
        var plan = RoutingPlanner.Plan(rest.Snapshot, rest.Settings, now);
        List<RoutingDecision> decisions = [.. named, .. plan.Decisions];
        var all = await writer.WriteAsync(batch, input, decisions, plan.RingActions, cancellationToken);
        return all && allWithdrawn ? WakeUpAt(rest, plan.Decisions, now) : now + PlanAgainAfter;
    }

    // A right that has ended since the offer was made, on whichever node: nobody is blamed, and the next agent is asked in this very pass. Returns how many.
    private static async Task<int> WithdrawAsync(ConversationBatch batch, IReadOnlyList<(Guid ConversationId, Guid AgentId)> lost, CancellationToken cancellationToken)
    {
        if (lost.Count == 0)
        {
            return 0;
        }

        var pairs = lost.ToHashSet();
        var ids = lost.Select(offer => offer.ConversationId).Distinct().ToList();
        await batch.LoadAsync(ids, cancellationToken, LockWaiting.Skip);
        var open = await batch.Scope.Db.Set<OfferRow>().Where(o => o.State == OfferState.Open && ids.Contains(o.ConversationId)).ToListAsync(cancellationToken);
        var withdrawn = 0;
        foreach (var offer in open.Where(o => o.State == OfferState.Open && pairs.Contains((o.ConversationId, o.AgentId))))
        {
            // Whoever holds the conversation may be answering: looked at again soon.
            if (batch.Find(offer.ConversationId) is { } unit)
            {
                Offers.Withdraw(unit, offer, Actor.System);
                withdrawn++;
            }
        }

        await batch.SettleAsync(cancellationToken);
        await batch.Scope.SaveAsync(cancellationToken);
        return withdrawn;
    }

    // Before planning: the planner takes every offer it is shown for one that stands.
    private async Task ExpireDueAsync(ConversationBatch batch, CancellationToken cancellationToken)
    {
        var (db, now) = (batch.Scope.Db, batch.Scope.Now);
        var due = await db.Set<OfferRow>().Where(o => o.State == OfferState.Open && o.ExpiresAt <= now).ToListAsync(cancellationToken);
        if (due.Count == 0)
        {
            return;
        }

        await batch.LoadAsync(due.Select(o => o.ConversationId), cancellationToken, LockWaiting.Skip);
        foreach (var offer in due)
        {
            // Whoever holds it may be answering the offer; its own timer ends it otherwise.
            if (batch.Find(offer.ConversationId) is { } unit)
            {
                await offers.ExpireAsync(unit, offer, cancellationToken);
            }
        }

        await batch.SettleAsync(cancellationToken);
        await batch.Scope.SaveAsync(cancellationToken);
    }

    private static DateTimeOffset? WakeUpAt(RoutingInput input, IReadOnlyList<RoutingDecision> decisions, DateTimeOffset now)
    {
        var decided = decisions.Where(d => d.AgentIds.Count > 0).ToDictionary(d => d.ConversationId);
        var left = new List<QueuedConversation>(input.Snapshot.Conversations.Count);
        foreach (var waiting in input.Snapshot.Conversations)
        {
            if (!decided.TryGetValue(waiting.Id, out var decision))
            {
                left.Add(waiting);
            }
            else if (decision.OfferExpiresAt is { } until)
            {
                left.Add(waiting with { Offers = [.. waiting.Offers, .. decision.AgentIds.Select(agent => new OutstandingOffer(agent, until, decision.Explanation.Ring))] });
            }
        }

        var next = RoutingPlanner.NextWakeUp(input.Snapshot with { Conversations = left }, input.Settings, now);
        return next is null || input.NextLift < next ? input.NextLift ?? next : next;
    }
}
