using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Inboxes;

/// <summary>Inboxes by id and key, from memory.</summary>
public sealed class InboxDirectory(Snapshot<Inbox> inboxes)
{
    /// <summary>All of them, disabled ones included.</summary>
    public IReadOnlyList<Inbox> All => inboxes.Rows;

    /// <summary>Null when there is none.</summary>
    public Inbox? Find(Guid id) => inboxes.Rows.FirstOrDefault(i => i.Id == id);

    /// <summary>The enabled inbox of this key, or null.</summary>
    public Inbox? FindEnabled(string? key) => inboxes.Rows.FirstOrDefault(i => i.Enabled && string.Equals(i.Key, key, StringComparison.Ordinal));
}
