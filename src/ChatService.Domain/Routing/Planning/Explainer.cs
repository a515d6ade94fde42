namespace ChatService.Domain.Routing.Planning;

/// <summary>Writes down why, from what the planner has at hand anyway.</summary>
internal sealed class Explainer(AgentPool pool, PlanOptions options, int queueLength, DateTimeOffset now)
{
    /// <param name="chosen">How many of the selection's best agents were chosen.</param>
    public RoutingExplanation Explain(Waiting waiting, EligibilityGroup group, Selection selection, in CandidateOrder order, int chosen)
    {
        var candidates = Candidates(group, selection);
        RoutingComparator? decidedBy = null;
        Guid? next = null;
        if (chosen > 0 && selection.Top.Length > chosen)
        {
            order.Compare(selection.Top[chosen - 1], selection.Top[chosen], out var decider);
            decidedBy = decider;
            next = pool[selection.Top[chosen]].Id;
        }

        return new RoutingExplanation
        {
            At = now,
            Ring = waiting.Ring,
            Scope = waiting.Scope,
            Score = QueueOrder.Score(waiting.Conversation, waiting.Settings, now),
            QueuePosition = waiting.Position,
            QueueLength = queueLength,
            DecidedBy = decidedBy,
            NextInLine = next,
            EligibleCount = selection.EligibleCount,
            Candidates = candidates,
            Removed = Counts(group, selection),
            UnlistedCount = pool.Count - candidates.Length,
        };
    }

    private RoutingCandidate[] Candidates(EligibilityGroup group, Selection selection)
    {
        var shared = group.RemovedHead(options.MaxCandidates);
        if (selection.Top.Length == 0 && selection.Own.Count == 0)
        {
            return shared;
        }

        shared = selection.AskedHere == 0 ? shared : [.. shared.Where(other => selection.Own.All(own => own.AgentId != other.AgentId))];

        var ranked = Math.Min(selection.Top.Length, Math.Min(options.MaxRanked, options.MaxCandidates));
        var own = Math.Min(selection.Own.Count, options.MaxCandidates - ranked);
        var removed = Math.Min(shared.Length, options.MaxCandidates - ranked - own);
        var candidates = new RoutingCandidate[ranked + own + removed];
        for (var i = 0; i < ranked; i++)
        {
            candidates[i] = new RoutingCandidate(pool[selection.Top[i]].Id, null);
        }

        for (var i = 0; i < own; i++)
        {
            candidates[ranked + i] = selection.Own[i];
        }

        Array.Copy(shared, 0, candidates, ranked + own, removed);
        return candidates;
    }

    private static FilterCount[] Counts(EligibilityGroup group, Selection selection)
    {
        var shared = group.RemovedCounts();
        shared = selection.AskedHere == 0 ? shared : WithoutAskedHere(shared, selection.AskedHere);
        return selection.Own.Count == 0
            ? shared
            : [.. shared, .. selection.Own.CountBy(own => own.RemovedBy!.Value).OrderBy(pair => pair.Key).Select(pair => new FilterCount(pair.Key, pair.Value))];
    }

    // They are counted as already offered instead.
    private static FilterCount[] WithoutAskedHere(FilterCount[] shared, int askedHere) =>
    [
        .. shared.Select(count => count.Filter == RoutingFilter.OfferOpen ? count with { Count = count.Count - askedHere } : count)
            .Where(count => count.Count > 0),
    ];
}
