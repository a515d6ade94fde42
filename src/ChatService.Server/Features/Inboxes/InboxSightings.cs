using System.Collections.Concurrent;
using ChatService.Server.Platform;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Inboxes;

/// <summary>Notes and reads on which websites an inbox is seen. One write per website in ten minutes and node, twenty websites per inbox: a script can forge an Origin and fills nothing.</summary>
public sealed class InboxSightings(WriteSession writes, IDbContextFactory<ChatDb> contexts, InboxDirectory inboxes, TimeProvider time)
{
    private const int MaxOrigins = 20;
    private const int MaxLength = 253 + 16;
    private const int MaxNoted = 1_000;

    private static readonly TimeSpan Coarse = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(Guid Inbox, string Origin), DateTimeOffset> noted = new();

    /// <summary>After a session was opened. Never refuses: it is a note.</summary>
    public async Task NoteAsync(string? inboxKey, string? origin, CancellationToken cancellationToken)
    {
        if (inboxes.FindEnabled(inboxKey) is not { } inbox || origin is not { Length: > 0 and <= MaxLength } || !Uri.TryCreate(origin, UriKind.Absolute, out _))
        {
            return;
        }

        var now = time.Now();
        if (noted.TryGetValue((inbox.Id, origin), out var last) && now - last < Coarse)
        {
            return;
        }

        if (noted.Count >= MaxNoted)
        {
            noted.Clear();
        }

        noted[(inbox.Id, origin)] = now;
        try
        {
            await writes.RunAsync((scope, token) => StoreAsync(scope, inbox.Id, origin, token), cancellationToken);
        }
        catch (RefusedException)
        {
            // The store is away; the next session notes it.
            noted.TryRemove((inbox.Id, origin), out _);
        }
    }

    /// <summary>Of one inbox, latest first.</summary>
    public async Task<IReadOnlyList<InboxSightingView>> OfAsync(Guid inboxId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<InboxSighting>().AsNoTracking().Where(s => s.InboxId == inboxId).OrderByDescending(s => s.SeenAt).ThenBy(s => s.Origin).Take(MaxOrigins)
            .Select(s => new InboxSightingView(s.Origin, s.SeenAt)).ToListAsync(cancellationToken);
    }

    private static async Task StoreAsync(WriteScope scope, Guid inboxId, string origin, CancellationToken cancellationToken)
    {
        await scope.LockQueueAsync(cancellationToken, $"sightings:{inboxId:N}");
        var rows = await scope.Db.Set<InboxSighting>().Where(s => s.InboxId == inboxId).OrderBy(s => s.SeenAt).ToListAsync(cancellationToken);
        if (rows.Find(s => s.Origin == origin) is { } known)
        {
            known.SeenAt = scope.Now;
            return;
        }

        scope.Db.RemoveRange(rows.Take(rows.Count - MaxOrigins + 1));
        scope.Db.Add(new InboxSighting { InboxId = inboxId, Origin = origin, SeenAt = scope.Now });
    }
}
