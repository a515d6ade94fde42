using System.Security.Cryptography;
using ChatService.Contracts;
using ChatService.Domain.Content;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Audit;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Inboxes;

/// <summary>A saved inbox, and its secret when it was just made.</summary>
public sealed record InboxSaved(Inbox Inbox, string? Secret);

/// <summary>Makes, changes and disables inboxes.</summary>
public sealed class SaveInbox(WriteSession writes, IStorageEngine engine, IHoursCatalog hours, HoursReactions hoursReactions, AgentPlaces places)
{
    /// <summary>A null id makes one. not_found, invalid_argument with every complaint, or conflict.</summary>
    public Task<Outcome<InboxSaved>> HandleAsync(Agent actor, Guid? id, InboxDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(draft);
        return writes.EditAsync(engine, (scope, token) => SaveAsync(scope, actor, id, draft, token), cancellationToken);
    }

    /// <summary>Disables: its widget goes silent, its conversations stay.</summary>
    public Task<Outcome<InboxSaved>> DisableAsync(Agent actor, Guid id, CancellationToken cancellationToken) => ChangeAsync(
        actor, id, "disable", inbox => inbox.Enabled = false, cancellationToken);

    /// <summary>
    /// A new secret. Identities signed with the old one are refused from now on, and so are the tokens of visitors
    /// that it verified; their sockets end.
    /// </summary>
    public async Task<Outcome<InboxSaved>> RotateSecretAsync(Agent actor, Guid id, CancellationToken cancellationToken)
    {
        var secret = NewSecret();
        return (await ChangeAsync(actor, id, "rotate_secret", inbox => (inbox.Secret, inbox.SecretEpoch) = (secret, inbox.SecretEpoch + 1), cancellationToken, inbox => new VerifiedAccessEnded(inbox.Id, inbox.SecretEpoch))).Map(saved => saved with { Secret = secret });
    }

    /// <summary>256 random bits in hexadecimal.</summary>
    public static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    private Task<Outcome<InboxSaved>> ChangeAsync(Agent actor, Guid id, string action, Action<Inbox> change, CancellationToken cancellationToken, Func<Inbox, object>? told = null)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return writes.EditAsync<InboxSaved>(
            engine,
            async (scope, token) =>
            {
                if (await scope.Db.Set<Inbox>().FindAsync([id], token) is not { } inbox)
                {
                    return Refusal.NotFound("inbox");
                }

                var before = Audited(inbox);
                change(inbox);
                inbox.Version++;
                AuditTrail.Record(scope, actor.Id, actor.Name, action, "inbox", inbox.Id, inbox.Name, before, Audited(inbox));
                scope.Tell(new SnapshotStale(typeof(Inbox)));
                if (told is not null)
                {
                    scope.Tell(told(inbox));
                }

                return new InboxSaved(inbox, null);
            },
            cancellationToken);
    }

    private async Task<Outcome<InboxSaved>> SaveAsync(WriteScope scope, Agent actor, Guid? id, InboxDraft draft, CancellationToken cancellationToken)
    {
        var inbox = id is null ? null : await scope.Db.Set<Inbox>().FindAsync([id], cancellationToken);
        if (id is not null && inbox is null)
        {
            return Refusal.NotFound("inbox");
        }

        var complaints = new Complaints();
        InboxDraftCheck.Check(draft, inbox is null, complaints);
        await CheckReferencesAsync(scope.Db, draft, id, complaints, cancellationToken);
        if (complaints.ToRefusal() is { } bad)
        {
            return bad;
        }

        if (inbox is not null && draft.Version != inbox.Version)
        {
            return ConflictingWrites.Conflict;
        }

        var before = inbox is null ? null : Audited(inbox);
        if (inbox is null)
        {
            inbox = new Inbox { Id = Guid.CreateVersion7(scope.Now), Secret = NewSecret(), Version = 0 };
            scope.Db.Add(inbox);
        }

        var hoursBefore = inbox.BusinessHoursId;
        var rights = before is null || draft.TeamIds is null ? null : await AgentPlaces.ReadAsync(scope, cancellationToken);
        Apply(draft, inbox);
        if (rights is not null)
        {
            await places.ChangedAsync(scope, rights, cancellationToken);
        }

        if (before is not null && inbox.BusinessHoursId != hoursBefore)
        {
            hoursReactions.Changed(scope, inbox.Id);
        }

        inbox.Version++;
        AuditTrail.Record(
            scope, actor.Id, actor.Name, before is null ? "create" : "update", "inbox", inbox.Id, inbox.Name, before, before is null ? null : Audited(inbox));
        scope.Tell(new SnapshotStale(typeof(Inbox)));
        return new InboxSaved(inbox, before is null ? inbox.Secret : null);
    }

    private async Task CheckReferencesAsync(ChatDb db, InboxDraft draft, Guid? self, Complaints complaints, CancellationToken cancellationToken)
    {
        if (draft.Key is not null && await db.Set<Inbox>().AnyAsync(i => i.Key == draft.Key && i.Id != self, cancellationToken))
        {
            complaints.Add("key", FieldCode.Taken, "Another inbox has this key.");
        }

        if (draft.BusinessHoursId is { } hoursId && !await hours.ExistsAsync(db, hoursId, cancellationToken))
        {
            complaints.Add("businessHoursId", FieldCode.UnknownReference, "These business hours do not exist.");
        }

        if (draft.TeamIds is { Count: > 0 } teams)
        {
            var known = await db.Set<Team>().Where(t => teams.Contains(t.Id)).Select(t => t.Id).ToListAsync(cancellationToken);
            complaints.Require(teams.TrueForAll(known.Contains), "teamIds", FieldCode.UnknownReference, "One of these teams does not exist.");
        }
    }

    private static void Apply(InboxDraft draft, Inbox inbox)
    {
        inbox.Key = draft.Key ?? inbox.Key;
        inbox.Name = ContentText.CleanName(draft.Name) ?? inbox.Name;
        inbox.Enabled = draft.Enabled ?? inbox.Enabled;
        inbox.Color = draft.Color?.ToLowerInvariant() ?? inbox.Color;
        inbox.Locale = ContentText.CleanLocale(draft.Locale) ?? inbox.Locale;
        inbox.Greeting = Texts(draft.Greeting, text => string.IsNullOrWhiteSpace(text) ? null : text.Trim()) ?? inbox.Greeting;
        inbox.SuggestedQuestions = Texts(draft.SuggestedQuestions, Questions) ?? inbox.SuggestedQuestions;
        inbox.AllowedOrigins = draft.AllowedOrigins?.Select(o => InboxDraftCheck.CleanOrigin(o)!).Distinct().ToList() ?? inbox.AllowedOrigins;
        inbox.BusinessHoursId = draft.BusinessHoursId;
        inbox.TeamIds = draft.TeamIds?.Distinct().ToList() ?? inbox.TeamIds;
        inbox.PreChat = draft.PreChat ?? inbox.PreChat;
        inbox.Launcher = draft.Launcher ?? inbox.Launcher;
        inbox.Routing = draft.Routing is { } routing ? Whole(routing) : inbox.Routing;
        inbox.WrapUpSeconds = draft.WrapUpSeconds ?? inbox.WrapUpSeconds;
    }

    private static RoutingOptions Whole(RoutingOptions r) => r with
    {
        Rings = r.Rings ?? [], Comparators = r.Comparators ?? [], PriorityBoostSeconds = r.PriorityBoostSeconds ?? [], RequiredSkills = SkillRules.Clean(r.RequiredSkills ?? []),
    };

    // Two spellings of one tag (zh-cn, zh-CN) are one language; the later one counts. Empty texts are left out.
    private static Dictionary<string, T>? Texts<T>(Dictionary<string, T>? texts, Func<T, T?> clean)
        where T : class
    {
        if (texts is null)
        {
            return null;
        }

        var kept = new Dictionary<string, T>();
        foreach (var (tag, text) in texts)
        {
            if (clean(text) is { } value)
            {
                kept[ContentText.CleanLocale(tag)!] = value;
            }
        }

        return kept;
    }

    private static List<string>? Questions(List<string>? questions) =>
        questions?.Select(q => q.Trim()).Where(q => q.Length > 0).ToList() is { Count: > 0 } kept ? kept : null;

    // Without the secret.
    private static object Audited(Inbox i) => new
    {
        i.Key, i.Name, i.Enabled, i.Color, i.Locale, Greeting = new Dictionary<string, string>(i.Greeting),
        SuggestedQuestions = i.SuggestedQuestions.ToDictionary(q => q.Key, q => q.Value.ToArray()), AllowedOrigins = i.AllowedOrigins.ToArray(),
        i.BusinessHoursId, TeamIds = i.TeamIds.ToArray(), i.PreChat, i.Launcher, i.Routing, i.WrapUpSeconds,
    };
}
