namespace ChatService.Domain.Routing;

/// <summary>Either the state to write, by compare-and-set on <see cref="OfferState.Open"/>, or the reason why nothing changes.</summary>
public readonly record struct OfferChange
{
    private OfferChange(OfferState? newState, OfferRefusal? refusal)
    {
        NewState = newState;
        Refusal = refusal;
    }

    public OfferState? NewState { get; }

    public OfferRefusal? Refusal { get; }

    public bool IsAllowed => NewState is not null;

    internal static OfferChange To(OfferState state) => new(state, null);

    internal static OfferChange Refused(OfferRefusal refusal) => new(null, refusal);
}
