using ChatService.Domain.Content;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Audit;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Tags;

/// <summary>How many conversations were changed by this call, and how many are left for the next one.</summary>
public sealed record TagChange(int Changed, int Remaining);

/// <summary>
/// Renames, merges (a rename to a name in use) and removes a tag on all its conversations, some hundreds a call: a call that is repeated
/// goes on where the last one ended, and one that was interrupted has done no harm.
/// </summary>
public sealed class ManageTags(ConversationLanes lanes, IDbContextFactory<ChatDb> contexts)
{
    /// <summary>In one call: about a second of work.</summary>
    public const int MostInACall = 500;

    // One transaction: the lanes of the same conversations wait for it.
    private const int MostAtOnce = 50;

    /// <summary>To another name, which may be in use already.</summary>
    public async Task<Outcome<TagChange>> RenameAsync(Agent agent, string? from, string? to, CancellationToken cancellationToken)
    {
        var name = ContentText.CleanName(to, SetTags.MaxLength + 1);
        return name is null || name.Length > SetTags.MaxLength
            ? Refusal.Invalid($"A tag is one line of 1 to {SetTags.MaxLength} characters.")
            : await ChangeAsync(agent, from, name, cancellationToken);
    }

    /// <summary>From every conversation.</summary>
    public Task<Outcome<TagChange>> RemoveAsync(Agent agent, string? name, CancellationToken cancellationToken) =>
        ChangeAsync(agent, name, null, cancellationToken);

    private async Task<Outcome<TagChange>> ChangeAsync(Agent agent, string? from, string? to, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(agent);
        if (string.IsNullOrEmpty(from))
        {
            return Refusal.Invalid("name is missing.");
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var tagged = db.Set<ConversationTag>().AsNoTracking().Where(t => t.Name == from);
        var ids = from == to
            ? []
            : await tagged.OrderBy(t => t.ConversationId).Select(t => t.ConversationId).Take(MostInACall).ToListAsync(cancellationToken);
        var isFirst = true;
        foreach (var some in ids.Chunk(MostAtOnce))
        {
            await lanes.RunManyAsync(
                async (batch, token) =>
                {
                    await batch.LoadAsync(some, token);
                    foreach (var unit in some.Select(batch.Find).OfType<ConversationUnit>())
                    {
                        unit.ReplaceTag(from, to, Actor.Agent(agent.Id, agent.Name));
                    }

                    if (isFirst)
                    {
                        AuditTrail.Record(batch.Scope, agent.Id, agent.Name, to is null ? "delete" : "update", "tag", null, to is null ? from : $"{from} → {to}");
                    }

                    return some.Length;
                },
                cancellationToken);
            isFirst = false;
        }

        return new TagChange(ids.Count, from == to ? 0 : await tagged.CountAsync(cancellationToken));
    }
}
