using ChatService.Contracts;
using ChatService.Domain.AutoReplies;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Audit;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.AutoReplies;

/// <summary>Writing, changing and removing rules. Each change is a new version; the old ones are kept.</summary>
public sealed class EditAutoReplies(WriteSession session, IStorageEngine engine, InboxDirectory inboxes, AgentDirectory agents, PatternTrial trial)
{
    /// <summary>More rules than this belong into a bot; each is looked at for every message.</summary>
    public const int MaxRules = 200;

    internal const string Entity = "auto_reply";

    private static readonly Refusal Changed = new(ErrorCode.Conflict, "This rule was changed in the meantime. Read it again.");

    /// <summary>A new rule, version 1. invalid_argument with every complaint, or conflict.</summary>
    public async Task<Outcome<AutoReplyBody>> CreateAsync(AutoReplyBody body, Agent agent, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(agent);
        var errors = new Complaints();
        var rule = Read(body, Guid.CreateVersion7(), 1, errors, await TryPatternsAsync(body, cancellationToken));
        if (errors.ToRefusal() is { } bad)
        {
            return bad;
        }

        return await session.RunAsync<Outcome<AutoReplyBody>>(
            async (scope, token) =>
            {
                if (await scope.Db.Set<AutoReplyRuleRow>().CountAsync(token) >= MaxRules)
                {
                    return new Refusal(ErrorCode.Conflict, $"There are {MaxRules} rules already.");
                }

                Add(scope, rule, agent.Id);
                AuditTrail.Record(scope, agent.Id, agent.Name, "create", Entity, rule.Id, rule.Name);
                return AutoReplyWire.Write(rule);
            },
            cancellationToken);
    }

    /// <summary>The next version of a rule; the body carries the version that was read.</summary>
    public async Task<Outcome<AutoReplyBody>> ChangeAsync(Guid id, AutoReplyBody body, Agent agent, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        ArgumentNullException.ThrowIfNull(agent);
        // Outside the transaction, which everybody else waits for.
        var slow = await TryPatternsAsync(body, cancellationToken);
        return await WriteAsync<AutoReplyBody>(
            async (scope, token) =>
            {
                var row = await scope.Db.Set<AutoReplyRuleRow>().SingleOrDefaultAsync(r => r.Id == id, token);
                if (row is null)
                {
                    return Refusal.NotFound("rule");
                }

                var errors = new Complaints();
                var rule = Read(body, id, row.Version + 1, errors, slow);
                if (errors.ToRefusal() is { } bad)
                {
                    return bad;
                }

                if (body.Version != row.Version)
                {
                    return Changed;
                }

                AuditTrail.Record(scope, agent.Id, agent.Name, "update", Entity, id, rule.Name, AutoReplyWire.Write(row.Rule), AutoReplyWire.Write(rule));
                Replace(scope, row, rule, agent.Id);
                return AutoReplyWire.Write(rule);
            },
            cancellationToken);
    }

    /// <summary>Its versions and its record stay.</summary>
    public Task<Outcome<Empty>> RemoveAsync(Guid id, Agent agent, CancellationToken cancellationToken) => WriteAsync<Empty>(
        async (scope, token) =>
        {
            if (await scope.Db.Set<AutoReplyRuleRow>().SingleOrDefaultAsync(r => r.Id == id, token) is not { } row)
            {
                return Refusal.NotFound("rule");
            }

            scope.Db.Remove(row);
            AuditTrail.Record(scope, agent.Id, agent.Name, "delete", Entity, id, row.Rule.Name);
            scope.Tell(new SnapshotStale(typeof(AutoReplyRuleRow)));
            return Empty.Value;
        },
        cancellationToken);

    internal static void Add(WriteScope scope, AutoReplyRule rule, Guid? agentId)
    {
        scope.Db.Add(new AutoReplyRuleRow { Id = rule.Id, Version = rule.Version, Rule = rule, ChangedAt = scope.Now });
        Keep(scope, rule, agentId);
    }

    internal static void Replace(WriteScope scope, AutoReplyRuleRow row, AutoReplyRule rule, Guid? agentId)
    {
        var next = rule with { Version = row.Version + 1 };
        (row.Version, row.Rule, row.ChangedAt) = (next.Version, next, scope.Now);
        Keep(scope, next, agentId);
    }

    private static void Keep(WriteScope scope, AutoReplyRule rule, Guid? agentId)
    {
        scope.Db.Add(new AutoReplyRuleVersion { RuleId = rule.Id, Version = rule.Version, Rule = rule, At = scope.Now, AgentId = agentId });
        scope.Tell(new SnapshotStale(typeof(AutoReplyRuleRow)));
    }

    // Two admins at once on two nodes: the second one's version is no longer there, or its number is taken.
    internal async Task<Outcome<T>> WriteAsync<T>(Func<WriteScope, CancellationToken, Task<Outcome<T>>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await session.RunAsync(work, cancellationToken);
        }
        catch (DbUpdateException exception) when (exception is DbUpdateConcurrencyException || engine.IsUniqueViolation(exception))
        {
            return Changed;
        }
    }

    // What is wrong with each pattern, by the field it stands in.
    private async Task<IReadOnlyDictionary<string, string>> TryPatternsAsync(AutoReplyBody body, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, string>();
        foreach (var (field, pattern) in new[] { ("keywords.pattern", body.Keywords?.Pattern), ("conditions.said.pattern", body.Conditions?.Said?.Pattern) })
        {
            if (await trial.ComplaintAsync(pattern, cancellationToken) is { } complaint)
            {
                found[field] = complaint;
            }
        }

        return found;
    }

    private AutoReplyRule Read(AutoReplyBody body, Guid id, int version, Complaints errors, IReadOnlyDictionary<string, string> slowPatterns)
    {
        var rule = AutoReplyWire.Read(body, id, version, errors);
        foreach (var (field, complaint) in slowPatterns)
        {
            errors.Add(field, FieldCode.BadFormat, complaint);
        }

        if (rule.Conditions.InboxIds.Any(inbox => inboxes.Find(inbox) is null))
        {
            errors.Add("conditions.inboxIds", FieldCode.UnknownReference, "There is no such inbox.");
        }

        if (rule.Conditions.TeamIds.Any(team => !IsTeam(team)))
        {
            errors.Add("conditions.teamIds", FieldCode.UnknownReference, "There is no such team.");
        }

        for (var i = 0; i < rule.Actions.Count; i++)
        {
            if (rule.Actions[i] is AssignTeamAction { TeamId: var team } && team != Guid.Empty && !IsTeam(team))
            {
                errors.Add($"actions[{i}].value", FieldCode.UnknownReference, "There is no such team.");
            }
        }

        return rule;
    }

    private bool IsTeam(Guid id) => agents.Teams.Any(team => team.Id == id);
}
