namespace ChatService.Domain.Routing;

/// <summary>
/// An agent who lets several offers in a row pass, and does no work in between, is taken for absent. A decline is an answer:
/// it neither counts nor resets. Neither does an offer that was withdrawn because another agent accepted.
/// </summary>
public static class MissPolicy
{
    /// <summary>One more offer expired unanswered.</summary>
    public static MissState Missed(MissState state, int missesBeforeNotResponding)
    {
        var inARow = state.InARow == int.MaxValue ? int.MaxValue : state.InARow + 1;
        return new MissState(inARow, state.NotResponding || inARow >= Math.Max(1, missesBeforeNotResponding));
    }

    /// <summary>
    /// An offer made at <paramref name="madeAt"/> expired. It is not a miss when the agent worked since, or was not there
    /// all the time to see it: <paramref name="connectedAt"/> is null for a disconnected agent, and later after a reload.
    /// </summary>
    public static MissState Expired(
        MissState state, DateTimeOffset madeAt, DateTimeOffset? workedAt, DateTimeOffset? connectedAt, int missesBeforeNotResponding) =>
        workedAt >= madeAt || !(connectedAt <= madeAt) ? state : Missed(state, missesBeforeNotResponding);

    /// <summary>The agent worked: accepted, took, sent, noted or closed. Somebody is there.</summary>
    public static MissState Worked() => default;

    /// <summary>The agent chose a status: somebody is there.</summary>
    public static MissState StatusSet() => default;
}
