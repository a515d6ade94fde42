namespace ChatService.Testing;

/// <summary>What kind of promise was broken.</summary>
public enum ComplaintKind
{
    /// <summary>Acked and not there, or not shown after the last resume.</summary>
    Lost,

    /// <summary>There more than once, or there although refused.</summary>
    Doubled,

    /// <summary>Other numbers, or another order, than the transcript's.</summary>
    Order,

    /// <summary>Shown to somebody who must not see it.</summary>
    Stranger,

    /// <summary>An armed timer without exactly one outcome.</summary>
    Timer,

    /// <summary>Two agents at once.</summary>
    Assignment,
}

/// <summary>One finding of the history checker.</summary>
public sealed record Complaint(ComplaintKind Kind, string Text)
{
    public override string ToString() => Text;
}
