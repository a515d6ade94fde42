using ChatService.Contracts;
using ChatService.Domain.Content;
using ChatService.Server.Features.Audit;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Agents;

/// <summary>A new token acts as an agent of its own with this role, or, with <paramref name="AgentId"/>, as that person with that person's role.</summary>
public sealed record ApiTokenDraft(string? Name, string? Role = null, DateTimeOffset? ExpiresAt = null, Guid? AgentId = null);

/// <summary>A token on the wire; <see cref="Token"/> is shown once.</summary>
public sealed record ApiTokenView(Guid Id, string Name, AgentRole Role, Guid AgentId, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, DateTimeOffset? ExpiresAt)
{
    /// <summary>Only in the answer that made it.</summary>
    public string? Token { get; init; }

    /// <summary>From the row; its role is its agent's role.</summary>
    public static ApiTokenView Of(ApiToken token, Agent? agent)
    {
        ArgumentNullException.ThrowIfNull(token);
        return new ApiTokenView(token.Id, token.Name, agent?.Role ?? AgentRole.Agent, token.AgentId, token.CreatedAt, token.LastUsedAt, token.ExpiresAt);
    }
}

/// <summary>Makes an API token.</summary>
public sealed class CreateApiToken(WriteSession writes, IStorageEngine engine)
{
    private const int MaxTokens = 500;

    /// <summary>invalid_argument with every complaint.</summary>
    public Task<Outcome<ApiTokenView>> HandleAsync(Agent actor, ApiTokenDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(draft);
        return writes.EditAsync<ApiTokenView>(
            engine,
            async (scope, token) =>
            {
                var bound = draft.AgentId is { } id ? await scope.Db.Set<Agent>().FirstOrDefaultAsync(a => a.Id == id && !a.Disabled && !a.Service, token) : null;
                var complaints = Check(draft, bound, scope.Now);
                complaints.Require(await scope.Db.Set<ApiToken>().CountAsync(token) < MaxTokens, "name", FieldCode.TooMany, $"There are {MaxTokens} tokens already; revoke some.");
                return complaints.ToRefusal() is { } bad ? bad : Add(scope, actor, draft, bound);
            },
            cancellationToken);
    }

    private static Complaints Check(ApiTokenDraft draft, Agent? bound, DateTimeOffset now)
    {
        var complaints = new Complaints();
        var role = AgentDraft.ParseRole(draft.Role);
        complaints.Require(ContentText.CleanName(draft.Name) is not null, "name", FieldCode.Required, "A name is needed.");
        complaints.Require(role is not null || (draft.Role is null && draft.AgentId is not null), "role", FieldCode.UnknownValue, "The role is agent, supervisor or admin.");
        complaints.Require(draft.AgentId is null || bound is not null, "agentId", FieldCode.UnknownReference, "There is no such agent.");
        complaints.Require(bound is null || role is null || role == bound.Role, "role", FieldCode.Contradiction, "The token of a person has that person's role.");
        complaints.Require(draft.ExpiresAt is null || draft.ExpiresAt > now, "expiresAt", FieldCode.OutOfRange, "This time is over.");
        return complaints;
    }

    private static ApiTokenView Add(WriteScope scope, Agent actor, ApiTokenDraft draft, Agent? bound)
    {
        var name = ContentText.CleanName(draft.Name)!;
        var agent = bound ?? ServiceAgent(scope, name, AgentDraft.ParseRole(draft.Role)!.Value);
        var (token, hash) = ApiTokens.Make();
        var row = new ApiToken
        {
            Id = Guid.CreateVersion7(scope.Now),
            Name = name,
            Hash = hash,
            AgentId = agent.Id,
            CreatedById = actor.Id,
            CreatedAt = scope.Now,
            ExpiresAt = draft.ExpiresAt,
        };
        scope.Db.Add(row);
        AuditTrail.Record(scope, actor.Id, actor.Name, "create", "api_token", row.Id, row.Name);
        scope.Tell(new SnapshotStale(typeof(ApiToken)));
        return ApiTokenView.Of(row, agent) with { Token = token };
    }

    private static Agent ServiceAgent(WriteScope scope, string name, AgentRole role)
    {
        var id = Guid.CreateVersion7(scope.Now);
        // .invalid is reserved (RFC 2606): nobody can have this address, and without a password hash nobody can log in with it.
        var agent = new Agent { Id = id, Email = $"{id:N}@service.invalid", Name = name, Role = role, Service = true, CreatedAt = scope.Now, SecurityStamp = Passwords.NewStamp() };
        scope.Db.Add(agent);
        scope.Tell(new SnapshotStale(typeof(Agent)));
        return agent;
    }
}
