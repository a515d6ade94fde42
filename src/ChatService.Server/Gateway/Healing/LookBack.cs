using ChatService.Server.Gateway.Pushes;

namespace ChatService.Server.Gateway.Healing;

/// <summary>
/// Which part of the event log the next look reads. A transaction writes its time at its beginning and is seen at its end, so a look goes back behind the one before it: a little each time, for hardly one
/// takes long, and now and then as far as the slowest may have taken, counted from the last look that went so far.
/// </summary>
internal sealed class LookBack
{
    /// <summary>No transaction takes longer.</summary>
    public static readonly TimeSpan Slowest = TimeSpan.FromSeconds(5);

    // What is younger is likely still on its way; to lists it goes a little later.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(0.7);
    private static readonly TimeSpan ListsSettled = Settled + RowPush.SpacingForAll;
    private static readonly TimeSpan Usual = ListsSettled - Settled + TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan FarEvery = TimeSpan.FromSeconds(2.5);

    private DateTimeOffset? seenUntil;
    private DateTimeOffset? farUntil;

    /// <summary>How far a look has seen; null: none has yet.</summary>
    public DateTimeOffset? SeenUntil => seenUntil;

    /// <summary>What is after <c>From</c> and not after <c>Until</c>, and of that for lists what is not after <c>ListsUntil</c>.</summary>
    public Look Next(DateTimeOffset now)
    {
        var until = now - Settled;
        var isFar = farUntil is not { } far || until - far >= FarEvery;
        return new Look(isFar ? (farUntil ?? until) - Slowest : (seenUntil ?? until) - Usual, until, now - ListsSettled, isFar);
    }

    /// <summary>All of it was told. One that failed is made again from where it began.</summary>
    public void Seen(Look look)
    {
        ArgumentNullException.ThrowIfNull(look);
        (seenUntil, farUntil) = (look.Until, look.IsFar ? look.Until : farUntil);
    }

    public sealed record Look(DateTimeOffset From, DateTimeOffset Until, DateTimeOffset ListsUntil, bool IsFar);
}
