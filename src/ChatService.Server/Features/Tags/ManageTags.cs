using ChatService.Contracts;
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
public sealed class ManageTags(ConversationLanes lanes, IDbContextFactory<ChatDb> contexts, IEnumerable<ITagSettings> settings)
{
    /// <summary>In one call: about a second of work.</summary>
    public const int MostInACall = 500;

    // One transaction: the lanes of the same conversations wait for it.
    private const int MostAtOnce = 50;

    /// <summary>To another name, which may be in use already. Rules that name the tag follow first, so that none brings it back.</summary>
    public async Task<Outcome<TagChange>> RenameAsync(Agent agent, string? from, string? to, CancellationToken cancellationToken)
    {
        var name = ContentText.CleanName(to, SetTags.MaxLength + 1);
        if (name is null || name.Length > SetTags.MaxLength)
        {
            return Refusal.Invalid($"A tag is one line of 1 to {SetTags.MaxLength} characters.");
        }

        if (ReservedNames.Contains(name))
        {
            return SetTags.Reserved;
        }

        if (string.IsNullOrEmpty(from))
        {
            return Refusal.Invalid("name is missing.");
        }

        foreach (var setting in from == name ? [] : settings)
        {
            if ((await setting.RenameAsync(from, name, agent, cancellationToken)).Refusal is { } refused)
            {
                return refused;
            }
        }

        return await ChangeAsync(agent, from, name, cancellationToken);
    }

    /// <summary>From every conversation; refused while a rule puts it on conversations.</summary>
    public async Task<Outcome<TagChange>> RemoveAsync(Agent agent, string? name, CancellationToken cancellationToken)
    {
        var errors = new Complaints();
        foreach (var use in settings.SelectMany(setting => setting.Uses()).Where(use => string.Equals(use.Tag, name, StringComparison.OrdinalIgnoreCase)))
        {
            errors.Add("name", FieldCode.InUse, $"The rule \"{use.SettingName}\" puts this tag on conversations.");
        }

        return errors.ToRefusal() is { } inUse ? inUse : await ChangeAsync(agent, name, null, cancellationToken);
    }

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
