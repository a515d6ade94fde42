using ChatService.Contracts;
using ChatService.Domain.AutoReplies;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.AutoReplies;

/// <summary>Writing, changing and removing rules. Each change is a new version; the old ones are kept.</summary>
public sealed class EditAutoReplies(WriteSession session, IStorageEngine engine, InboxDirectory inboxes, AgentDirectory agents)
{
    /// <summary>More rules than this belong into a bot; each is looked at for every message.</summary>
    public const int MaxRules = 200;

    private static readonly Refusal Changed = new(ErrorCode.Conflict, "This rule was changed in the meantime. Read it again.");

    /// <summary>A new rule, version 1. With complaints in <paramref name="errors"/> nothing is stored.</summary>
    public async Task<Outcome<AutoReplyBody>> CreateAsync(AutoReplyBody body, Guid agentId, FieldErrors errors, CancellationToken cancellationToken)
    {
        var rule = Read(body, Guid.CreateVersion7(), 1, errors);
        if (errors.Any)
        {
            return Refusal.Invalid("The rule is not right.");
        }

        return await session.RunAsync<Outcome<AutoReplyBody>>(
            async (scope, token) =>
            {
                if (await scope.Db.Set<AutoReplyRuleRow>().CountAsync(token) >= MaxRules)
                {
                    return new Refusal(ErrorCode.Conflict, $"There are {MaxRules} rules already.");
                }

                Add(scope, rule, agentId);
                return AutoReplyWire.Write(rule);
            },
            cancellationToken);
    }

    /// <summary>The next version of a rule; the body carries the version that was read.</summary>
    public Task<Outcome<AutoReplyBody>> ChangeAsync(Guid id, AutoReplyBody body, Guid agentId, FieldErrors errors, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        return WriteAsync<AutoReplyBody>(
            async (scope, token) =>
            {
                var row = await scope.Db.Set<AutoReplyRuleRow>().SingleOrDefaultAsync(r => r.Id == id, token);
                if (row is null)
                {
                    return Refusal.NotFound("rule");
                }

                var rule = Read(body, id, row.Version + 1, errors);
                if (errors.Any)
                {
                    return Refusal.Invalid("The rule is not right.");
                }

                if (body.Version != row.Version)
                {
                    return Changed;
                }

                (row.Version, row.Rule, row.ChangedAt) = (rule.Version, rule, scope.Now);
                Keep(scope, rule, agentId);
                return AutoReplyWire.Write(rule);
            },
            cancellationToken);
    }

    /// <summary>Its versions and its record stay.</summary>
    public Task<Outcome<Empty>> RemoveAsync(Guid id, CancellationToken cancellationToken) => WriteAsync<Empty>(
        async (scope, token) =>
        {
            if (await scope.Db.Set<AutoReplyRuleRow>().SingleOrDefaultAsync(r => r.Id == id, token) is not { } row)
            {
                return Refusal.NotFound("rule");
            }

            scope.Db.Remove(row);
            scope.Tell(new SnapshotStale(typeof(AutoReplyRuleRow)));
            return Empty.Value;
        },
        cancellationToken);

    internal static void Add(WriteScope scope, AutoReplyRule rule, Guid? agentId)
    {
        scope.Db.Add(new AutoReplyRuleRow { Id = rule.Id, Version = rule.Version, Rule = rule, ChangedAt = scope.Now });
        Keep(scope, rule, agentId);
    }

    private static void Keep(WriteScope scope, AutoReplyRule rule, Guid? agentId)
    {
        scope.Db.Add(new AutoReplyRuleVersion { RuleId = rule.Id, Version = rule.Version, Rule = rule, At = scope.Now, AgentId = agentId });
        scope.Tell(new SnapshotStale(typeof(AutoReplyRuleRow)));
    }

    // Two admins at once on two nodes: the second one's version is no longer there, or its number is taken.
    private async Task<Outcome<T>> WriteAsync<T>(Func<WriteScope, CancellationToken, Task<Outcome<T>>> work, CancellationToken cancellationToken)
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

    private AutoReplyRule Read(AutoReplyBody body, Guid id, int version, FieldErrors errors)
    {
        var rule = AutoReplyWire.Read(body, id, version, errors);
        if (rule.Conditions.InboxIds.Any(inbox => inboxes.Find(inbox) is null))
        {
            errors.Add("conditions.inboxIds", "There is no such inbox.");
        }

        if (rule.Conditions.TeamIds.Any(team => !IsTeam(team)))
        {
            errors.Add("conditions.teamIds", "There is no such team.");
        }

        for (var i = 0; i < rule.Actions.Count; i++)
        {
            if (rule.Actions[i] is AssignTeamAction { TeamId: var team } && team != Guid.Empty && !IsTeam(team))
            {
                errors.Add($"actions[{i}].value", "There is no such team.");
            }
        }

        return rule;
    }

    private bool IsTeam(Guid id) => agents.Teams.Any(team => team.Id == id);
}
