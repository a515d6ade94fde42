namespace ChatService.Server.Features.Inboxes;

/// <summary>
/// Told after an inbox got a new secret: what was verified by a secret of an earlier epoch ends, live connections
/// included.
/// </summary>
public sealed record VerifiedAccessEnded(Guid InboxId, int SecretEpoch);
