using ChatService.Contracts;
using ChatService.Domain.AutoReplies;
using ChatService.Domain.Content;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Audit;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.CannedReplies;

/// <summary>Writing, changing and removing canned replies.</summary>
public sealed class EditCannedReplies(WriteSession session, IStorageEngine engine, InboxDirectory inboxes, AgentDirectory agents)
{
    private const string Entity = "canned_reply";

    private static readonly Refusal Changed = new(ErrorCode.Conflict, "This reply was changed in the meantime. Read it again.");
    private static readonly Refusal Taken = new(ErrorCode.Conflict, "Another reply has this shortcut.");

    /// <summary>A new one. With complaints in <paramref name="errors"/> nothing is stored.</summary>
    public Task<Outcome<CannedReplyBody>> CreateAsync(CannedReplyBody body, Agent agent, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(agent);
        return WriteAsync(
            async (scope, token) =>
            {
                var row = new CannedReplyRow { Id = Guid.CreateVersion7(scope.Now) };
                if (await FillAsync(scope, row, body, agent, token) is { } refusal)
                {
                    return refusal;
                }

                scope.Db.Add(row);
                AuditTrail.Record(scope, agent.Id, agent.Name, "create", Entity, row.Id, row.Shortcut);
                return Stored(scope, row, agent);
            },
            cancellationToken);
    }

    /// <summary>The body carries the version that was read.</summary>
    public Task<Outcome<CannedReplyBody>> ChangeAsync(Guid id, CannedReplyBody body, Agent agent, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(agent);
        return WriteAsync(
            async (scope, token) =>
            {
                if (await scope.Db.Set<CannedReplyRow>().SingleOrDefaultAsync(r => r.Id == id, token) is not { } row)
                {
                    return Refusal.NotFound("canned reply");
                }

                if (body.Version != row.Version)
                {
                    return Changed;
                }

                var before = CannedReplyBody.Of(row, agent.Locale);
                row.Version++;
                if (await FillAsync(scope, row, body, agent, token) is { } refusal)
                {
                    return refusal;
                }

                AuditTrail.Record(scope, agent.Id, agent.Name, "update", Entity, id, row.Shortcut, before, CannedReplyBody.Of(row, agent.Locale));
                return Stored(scope, row, agent);
            },
            cancellationToken);
    }

    /// <summary>Removes it.</summary>
    public Task<Outcome<Empty>> RemoveAsync(Guid id, Agent agent, CancellationToken cancellationToken) => session.RunAsync<Outcome<Empty>>(
        async (scope, token) =>
        {
            if (await scope.Db.Set<CannedReplyRow>().SingleOrDefaultAsync(r => r.Id == id, token) is not { } row)
            {
                return Refusal.NotFound("canned reply");
            }

            scope.Db.Remove(row);
            AuditTrail.Record(scope, agent.Id, agent.Name, "delete", Entity, id, row.Shortcut);
            scope.Tell(new SnapshotStale(typeof(CannedReplyRow)));
            return Empty.Value;
        },
        cancellationToken);

    private static Outcome<CannedReplyBody> Stored(WriteScope scope, CannedReplyRow row, Agent agent)
    {
        scope.Tell(new SnapshotStale(typeof(CannedReplyRow)));
        return CannedReplyBody.Of(row, agent.Locale);
    }

    private async Task<Outcome<CannedReplyBody>> WriteAsync(Func<WriteScope, CancellationToken, Task<Outcome<CannedReplyBody>>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await session.RunAsync(work, cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Changed;
        }
        catch (DbUpdateException exception) when (engine.IsUniqueViolation(exception))
        {
            return Taken;
        }
    }

    // Fills the row and answers with a refusal when it may not be stored; the row is then left behind with its transaction.
    private async Task<Refusal?> FillAsync(WriteScope scope, CannedReplyRow row, CannedReplyBody body, Agent agent, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        var filled = new CannedReplyRow
        {
            Id = row.Id,
            Version = row.Version,
            Shortcut = body.Shortcut?.Trim() ?? string.Empty,
            Titles = Titled(row, body.Title, agent.Locale),
            Texts = (body.Texts ?? new Dictionary<string, string?>()).ToDictionary(t => t.Key, t => t.Value ?? string.Empty),
            InboxIds = [.. (body.InboxIds ?? []).Distinct()],
            TeamIds = [.. (body.TeamIds ?? []).Distinct()],
        };
        var errors = new Complaints();
        Check(filled, errors);
        if (await scope.Db.Set<CannedReplyRow>().AnyAsync(r => r.Shortcut == filled.Shortcut && r.Id != row.Id, cancellationToken))
        {
            errors.Add("shortcut", FieldCode.Taken, Taken.Text);
        }

        if (errors.ToRefusal() is { } bad)
        {
            scope.Db.ChangeTracker.Clear();
            return bad;
        }

        (row.Shortcut, row.Titles, row.Texts, row.InboxIds, row.TeamIds) = (filled.Shortcut, filled.Titles, filled.Texts, filled.InboxIds, filled.TeamIds);
        return null;
    }

    private void Check(CannedReplyRow row, Complaints errors)
    {
        foreach (var complaint in row.ToReply().Validate())
        {
            errors.Add(complaint.Field == "titles" ? "title" : complaint.Field.Replace("template.", string.Empty, StringComparison.Ordinal), FieldCodes.Named(complaint.Code), complaint.Text);
        }

        if (row.InboxIds.Any(id => inboxes.Find(id) is null))
        {
            errors.Add("inboxIds", FieldCode.UnknownReference, "There is no such inbox.");
        }

        if (row.TeamIds.Any(id => agents.Teams.All(team => team.Id != id)))
        {
            errors.Add("teamIds", FieldCode.UnknownReference, "There is no such team.");
        }
    }

    // Whoever edits has seen one title, in one language: that one changes.
    private static Dictionary<string, string> Titled(CannedReplyRow row, string? title, string locale)
    {
        var reply = row.ToReply();
        var tag = row.Titles.Count > 0 ? row.Titles.First(t => t.Value == reply.TitleFor(locale)).Key : ContentText.CleanLocale(locale) ?? "en";
        return new Dictionary<string, string>(row.Titles) { [tag] = ContentText.CleanName(title) ?? string.Empty };
    }
}
