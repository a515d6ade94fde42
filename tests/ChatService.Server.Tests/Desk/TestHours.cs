using ChatService.Server.Features.Inboxes;

namespace ChatService.Server.Tests.Desk;

/// <summary>Open until a test closes it; then it opens at the given time, told in the given offset.</summary>
internal sealed class TestHours : IInboxHours
{
    public DateTimeOffset? OpensAt { get; set; }

    public bool IsOpen(Guid inboxId, DateTimeOffset at) => OpensAt is null;

    public DateTimeOffset? NextOpening(Guid inboxId, DateTimeOffset at) => OpensAt?.ToUniversalTime();

    public DateTimeOffset? NextChange(Guid inboxId, DateTimeOffset at) => OpensAt?.ToUniversalTime();

    public TimeSpan OffsetAt(Guid inboxId, DateTimeOffset at) => OpensAt?.Offset ?? TimeSpan.Zero;
}
