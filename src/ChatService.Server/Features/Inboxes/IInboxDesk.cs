namespace ChatService.Server.Features.Inboxes;

/// <summary>Who answers in an inbox; the wire form is snake_case.</summary>
public enum DeskState
{
    /// <summary>Somebody who serves the inbox is at work.</summary>
    Staffed,

    /// <summary>Within business hours, but no agent who serves the inbox is connected, available and responding.</summary>
    Nobody,

    /// <summary>Outside business hours.</summary>
    Closed,
}

/// <summary>What a customer of an inbox may be told about the people behind it.</summary>
/// <param name="State">Who answers.</param>
/// <param name="OpensAt">The next opening; null while open, and when there is none.</param>
/// <param name="ChangesAt">When time alone opens or closes the inbox; null when it does not within two weeks.</param>
public sealed record DeskNow(DeskState State, DateTimeOffset? OpensAt, DateTimeOffset? ChangesAt);

/// <summary>Is somebody there to answer? The Presence room knows.</summary>
public interface IInboxDesk
{
    /// <summary>The desk of an inbox.</summary>
    DeskNow Of(Guid inboxId, DateTimeOffset at);

    /// <summary>The desk for a conversation, which members of its team may serve, too.</summary>
    DeskState For(Guid inboxId, Guid? teamId, DateTimeOffset at);
}

/// <summary>Without a room that knows who is at work, somebody always is.</summary>
public sealed class AlwaysStaffed : IInboxDesk
{
    public DeskNow Of(Guid inboxId, DateTimeOffset at) => new(DeskState.Staffed, null, null);

    public DeskState For(Guid inboxId, Guid? teamId, DateTimeOffset at) => DeskState.Staffed;
}
