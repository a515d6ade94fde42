namespace ChatService.Server.Features.Inboxes;

/// <summary>What an inbox promises its customers; the Sla room knows.</summary>
public interface IInboxPromise
{
    /// <summary>Seconds of opening time until a human answers a conversation of normal priority; null when nothing is promised.</summary>
    int? FirstResponseSeconds(Guid inboxId);
}

/// <summary>Without a room that keeps promises none is made.</summary>
public sealed class NoPromise : IInboxPromise
{
    public int? FirstResponseSeconds(Guid inboxId) => null;
}
