using ChatService.Contracts;
using ChatService.Domain.Sla;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Audit;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Sla;

/// <summary>Creates, changes and deletes policies. A change is a new version; clocks that run keep the version they were armed with.</summary>
public sealed class ManageSlaPolicies(WriteSession session, IStorageEngine engine, InboxDirectory inboxes, AgentDirectory agents)
{
    private static readonly Refusal Stale = new(ErrorCode.Conflict, "The policy was changed meanwhile. Read it again.");

    /// <summary>The new policy, version 1.</summary>
    public Task<IResult> CreateAsync(SlaPolicyBody body, Agent actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        var errors = new Complaints();
        var policy = Checked(body, Guid.CreateVersion7(), version: 1, errors);
        return SaveAsync(policy, errors, actor, cancellationToken);
    }

    /// <summary>The next version; the body carries the one that was read.</summary>
    public Task<IResult> ChangeAsync(Guid id, SlaPolicyBody body, Agent actor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(body);
        var errors = new Complaints();
        if (body.Version is null)
        {
            errors.Add("version", FieldCode.Required, "Send the version that you have read.");
        }

        var policy = Checked(body, id, (body.Version ?? 0) + 1, errors);
        return SaveAsync(policy, errors, actor, cancellationToken);
    }

    /// <summary>No new clock uses it; its versions stay readable.</summary>
    public Task<Outcome<Empty>> DeleteAsync(Guid id, Agent actor, CancellationToken cancellationToken) => session.RunAsync<Outcome<Empty>>(
        async (scope, token) =>
        {
            if (await CurrentAsync(scope, id, token) is not { } current)
            {
                return Refusal.NotFound("policy");
            }

            current.IsCurrent = false;
            AuditTrail.Record(scope, actor.Id, actor.Name, "delete", "sla_policy", id, current.Policy.Name);
            scope.Tell(new SnapshotStale(typeof(SlaPolicyVersion)));
            return Empty.Value;
        },
        cancellationToken);

    private SlaPolicy Checked(SlaPolicyBody body, Guid id, int version, Complaints errors)
    {
        if (body.InboxId is { } inbox && inboxes.Find(inbox) is null)
        {
            errors.Add("inboxId", FieldCode.UnknownReference, "There is no such inbox.");
        }

        if (body.TeamId is { } team && agents.Teams.All(t => t.Id != team))
        {
            errors.Add("teamId", FieldCode.UnknownReference, "There is no such team.");
        }

        return SlaPolicyWords.Read(body, id, version, errors);
    }

    private async Task<IResult> SaveAsync(SlaPolicy policy, Complaints errors, Agent actor, CancellationToken cancellationToken)
    {
        if (errors.ToRefusal() is { } bad)
        {
            return bad.ToProblem();
        }

        try
        {
            var saved = await session.RunAsync((scope, token) => StoreAsync(scope, policy, actor, token), cancellationToken);
            return saved.Map(SlaPolicyWords.View).ToHttp();
        }
        catch (DbUpdateException exception) when (engine.IsUniqueViolation(exception))
        {
            // Two admins at once on two nodes: the number of the version is taken.
            return Stale.ToProblem();
        }
    }

    private static async Task<Outcome<SlaPolicy>> StoreAsync(WriteScope scope, SlaPolicy policy, Agent actor, CancellationToken cancellationToken)
    {
        SlaPolicyVersion? current = null;
        if (policy.Version > 1)
        {
            current = await CurrentAsync(scope, policy.Id, cancellationToken);
            if (current is null)
            {
                return Refusal.NotFound("policy");
            }

            if (current.Version != policy.Version - 1)
            {
                return Stale;
            }

            current.IsCurrent = false;
        }

        var others = await scope.Db.Set<SlaPolicyVersion>().AsNoTracking().Where(v => v.IsCurrent && v.Id != policy.Id).ToListAsync(cancellationToken);
        if (others.Find(other => other.Policy.Scope == policy.Scope) is { } same)
        {
            return new Refusal(ErrorCode.Conflict, $"The policy \"{same.Policy.Name}\" is for exactly the same conversations.");
        }

        scope.Db.Add(new SlaPolicyVersion { Id = policy.Id, Version = policy.Version, Policy = policy, IsCurrent = true, CreatedAt = scope.Now });
        AuditTrail.Record(
            scope, actor.Id, actor.Name, current is null ? "create" : "update", "sla_policy", policy.Id, policy.Name,
            current is null ? null : SlaPolicyWords.View(current.Policy), SlaPolicyWords.View(policy));
        scope.Tell(new SnapshotStale(typeof(SlaPolicyVersion)));
        return policy;
    }

    private static Task<SlaPolicyVersion?> CurrentAsync(WriteScope scope, Guid id, CancellationToken cancellationToken) =>
        scope.Db.Set<SlaPolicyVersion>().SingleOrDefaultAsync(v => v.Id == id && v.IsCurrent, cancellationToken);
}
