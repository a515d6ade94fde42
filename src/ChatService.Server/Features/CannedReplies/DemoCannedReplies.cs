using ChatService.Domain.AutoReplies;
using ChatService.Server.Platform.Cli;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.CannedReplies;

/// <summary>The canned replies a new installation starts with. Those that are there, under their id or their shortcut, are left as they are.</summary>
public sealed class DemoCannedReplies : IDemoSeed
{
    public async Task SeedAsync(WriteScope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var known = await scope.Db.Set<CannedReplyRow>().Select(r => new { r.Id, r.Shortcut }).ToListAsync(cancellationToken);
        foreach (var reply in DefaultCannedReplies.Create().Where(reply => !known.Any(k => k.Id == reply.Id || k.Shortcut == reply.Shortcut)))
        {
            scope.Db.Add(new CannedReplyRow
            {
                Id = reply.Id,
                Shortcut = reply.Shortcut,
                Titles = new(reply.Titles),
                Texts = new(reply.Template.Texts),
            });
        }

        scope.Tell(new SnapshotStale(typeof(CannedReplyRow)));
    }
}
