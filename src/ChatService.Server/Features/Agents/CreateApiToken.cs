using ChatService.Contracts;
using ChatService.Domain.Content;
using ChatService.Server.Features.Audit;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Agents;

/// <summary>
/// A new token acts as an agent of its own with this role, or, with <paramref name="AgentId"/>, as that person with that person's role. <paramref name="Scope"/>: read or write (unsaid).
/// <paramref name="InboxIds"/> narrow an agent of its own with the role agent to these; unsaid it serves every inbox.
/// </summary>
public sealed record ApiTokenDraft(
    string? Name, string? Role = null, DateTimeOffset? ExpiresAt = null, Guid? AgentId = null, string? Scope = null, List<Guid>? InboxIds = null)
{
    /// <summary>The scope, or null when the word is none.</summary>
    public static TokenScope? ParseScope(string? word) => word switch
    {
        null or "write" => TokenScope.Write,
        "read" => TokenScope.Read,
        _ => null,
    };
}

/// <summary>A token on the wire; <see cref="Token"/> is shown once.</summary>
public sealed record ApiTokenView(
    Guid Id, string Name, AgentRole Role, Guid AgentId, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, DateTimeOffset? ExpiresAt, TokenScope Scope, IReadOnlyList<Guid>? InboxIds)
{
    /// <summary>Only in the answer that made it.</summary>
    public string? Token { get; init; }

    /// <summary>From the row; its role is its agent's role.</summary>
    public static ApiTokenView Of(ApiToken token, Agent? agent)
    {
        ArgumentNullException.ThrowIfNull(token);
        return new ApiTokenView(token.Id, token.Name, agent?.Role ?? AgentRole.Agent, token.AgentId, token.CreatedAt, token.LastUsedAt, token.ExpiresAt, token.Scope,
            agent is { Service: true, SeesAll: false } ? [.. agent.InboxIds] : null);
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
                await AgentReferences.CheckAsync(scope.Db, new AgentDraft { InboxIds = draft.InboxIds }, null, complaints, token);
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
        complaints.Require(ApiTokenDraft.ParseScope(draft.Scope) is not null, "scope", FieldCode.UnknownValue, "The scope is read or write.");
        complaints.Require(draft.InboxIds is null || draft.InboxIds.Count > 0, "inboxIds", FieldCode.Required, "Name an inbox, or leave this out for all.");
        complaints.Require(
            draft.InboxIds is null || (draft.AgentId is null && role is null or AgentRole.Agent), "inboxIds", FieldCode.Contradiction, "Only a token of its own with the role agent is narrowed to inboxes.");
        complaints.Require(draft.ExpiresAt is null || draft.ExpiresAt > now, "expiresAt", FieldCode.OutOfRange, "This time is over.");
        return complaints;
    }

    private static ApiTokenView Add(WriteScope scope, Agent actor, ApiTokenDraft draft, Agent? bound)
    {
        var name = ContentText.CleanName(draft.Name)!;
        var agent = bound ?? ServiceAgent(scope, name, draft);
        var (token, hash) = ApiTokens.Make();
        var row = new ApiToken
        {
            Id = Guid.CreateVersion7(scope.Now),
            Name = name,
            Hash = hash,
            AgentId = agent.Id,
            Scope = ApiTokenDraft.ParseScope(draft.Scope)!.Value,
            CreatedById = actor.Id,
            CreatedAt = scope.Now,
            ExpiresAt = draft.ExpiresAt,
        };
        scope.Db.Add(row);
        AuditTrail.Record(scope, actor.Id, actor.Name, "create", "api_token", row.Id, row.Name);
        scope.Tell(new SnapshotStale(typeof(ApiToken)));
        return ApiTokenView.Of(row, agent) with { Token = token };
    }

    private static Agent ServiceAgent(WriteScope scope, string name, ApiTokenDraft draft)
    {
        var id = Guid.CreateVersion7(scope.Now);
        // .invalid is reserved (RFC 2606): nobody can have this address, and without a password hash nobody can log in with it.
        var agent = new Agent { Id = id, Email = $"{id:N}@service.invalid", Name = name, Role = AgentDraft.ParseRole(draft.Role)!.Value, Service = true, CreatedAt = scope.Now, SecurityStamp = Passwords.NewStamp() };
        agent.Place(null, draft.InboxIds, draft.InboxIds is null);
        scope.Db.Add(agent);
        scope.Tell(new SnapshotStale(typeof(Agent)));
        return agent;
    }
}
