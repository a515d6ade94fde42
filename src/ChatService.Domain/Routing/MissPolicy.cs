namespace ChatService.Domain.Routing;

/// <summary>
/// An agent who lets several offers in a row pass is taken for absent. A decline is an answer: it neither counts nor resets.
/// So is an offer withdrawn because somebody else accepted.
/// </summary>
public static class MissPolicy
{
    /// <summary>One more offer expired unanswered.</summary>
    public static MissState Missed(MissState state, int missesBeforeNotResponding)
    {
        var inARow = state.InARow == int.MaxValue ? int.MaxValue : state.InARow + 1;
        return new MissState(inARow, state.NotResponding || inARow >= Math.Max(1, missesBeforeNotResponding));
    }

    /// <summary>The agent accepted an offer.</summary>
    public static MissState Accepted() => default;

    /// <summary>The agent chose a status: somebody is there.</summary>
    public static MissState StatusSet() => default;
}
