using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Inboxes;

/// <summary>What another room does when inboxes get other business hours, inside the same transaction.</summary>
public interface IInboxHoursReaction
{
    /// <summary>The hours of these inboxes are different after the commit.</summary>
    void HoursChanged(WriteScope scope, IReadOnlyList<Guid> inboxIds);
}

/// <summary>Tells the rooms that count in business hours.</summary>
public sealed class HoursReactions(IEnumerable<IInboxHoursReaction> reactions)
{
    /// <summary>The hours of some inboxes are different.</summary>
    public void Changed(WriteScope scope, params IReadOnlyList<Guid> inboxIds)
    {
        foreach (var reaction in reactions.Where(_ => inboxIds.Count > 0))
        {
            reaction.HoursChanged(scope, inboxIds);
        }
    }

    /// <summary>Hours were edited: every inbox that refers to them.</summary>
    public async Task EditedAsync(WriteScope scope, Guid hoursId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        Changed(scope, await scope.Db.Set<Inbox>().Where(i => i.BusinessHoursId == hoursId).Select(i => i.Id).ToListAsync(cancellationToken));
    }
}
