namespace ChatService.Domain.Routing;

/// <summary>The settings of every inbox in a snapshot, with a fallback for those that have none of their own.</summary>
public sealed class InboxRoutingSettings
{
    private readonly IReadOnlyDictionary<Guid, RoutingSettings> _byInbox;
    private readonly RoutingSettings _fallback;

    public InboxRoutingSettings(IReadOnlyDictionary<Guid, RoutingSettings> byInbox, RoutingSettings? fallback = null)
    {
        _byInbox = byInbox;
        _fallback = fallback ?? RoutingSettings.Default;
    }

    /// <summary>The same settings for every inbox.</summary>
    public static InboxRoutingSettings Same(RoutingSettings settings) => new(new Dictionary<Guid, RoutingSettings>(), settings);

    public RoutingSettings For(Guid inboxId) => _byInbox.GetValueOrDefault(inboxId, _fallback);
}
