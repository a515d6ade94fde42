using System.Security.Cryptography;
using ChatService.Contracts;
using ChatService.Server.Features.Audit;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Agents;

/// <summary>Photos of agents: PNG, JPEG or WebP by their content, small. The console re-draws what is chosen; here nothing is decoded.</summary>
public sealed class AgentPhotos(WriteSession writes, IStorageEngine engine, IDbContextFactory<ChatDb> contexts)
{
    /// <summary>512 pixels of a face are a fifth of this.</summary>
    public const int MaxBytes = 200 * 1024;

    private const int MaxPixels = 1_024;
    private const int MinPixels = 32;

    /// <summary>invalid_argument, or the agent with its new address.</summary>
    public Task<Outcome<Agent>> SetAsync(Agent caller, byte[]? bytes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var image = bytes is null ? null : ImageHeader.Read(bytes);
        if (bytes is not null && (bytes.Length > MaxBytes || image is not { Width: >= MinPixels and <= MaxPixels, Height: >= MinPixels and <= MaxPixels }))
        {
            return Task.FromResult<Outcome<Agent>>(Passwords.Refuse("photo", new(
                bytes.Length > MaxBytes ? FieldCode.TooLong : FieldCode.BadFormat,
                $"A photo is a PNG, JPEG or WebP of at most {MaxBytes / 1024} KB and {MinPixels} to {MaxPixels} pixels a side.")));
        }

        return writes.EditAsync<Agent>(engine, (scope, token) => StoreAsync(scope, caller, bytes, image, token), cancellationToken);
    }

    /// <summary>Null when there is none.</summary>
    public async Task<AgentPhoto?> FindAsync(Guid agentId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<AgentPhoto>().AsNoTracking().FirstOrDefaultAsync(p => p.AgentId == agentId, cancellationToken);
    }

    private static async Task<Outcome<Agent>> StoreAsync(WriteScope scope, Agent caller, byte[]? bytes, ImageHeader? image, CancellationToken cancellationToken)
    {
        if (await scope.Db.Set<Agent>().FirstOrDefaultAsync(a => a.Id == caller.Id && !a.Service, cancellationToken) is not { } agent)
        {
            return Refusal.NotFound("agent");
        }

        var photo = await scope.Db.Set<AgentPhoto>().FindAsync([agent.Id], cancellationToken);
        if (bytes is null || image is null)
        {
            if (photo is not null)
            {
                scope.Db.Remove(photo);
            }

            agent.AvatarUrl = null;
        }
        else
        {
            if (photo is null)
            {
                photo = new AgentPhoto { AgentId = agent.Id };
                scope.Db.Add(photo);
            }

            (photo.ContentType, photo.Bytes) = (image.ContentType, bytes);
            // The address changes with the content, so it may be kept for ever.
            agent.AvatarUrl = $"/avatars/{agent.Id}?v={Convert.ToHexStringLower(SHA256.HashData(bytes))[..12]}";
        }

        agent.Version++;
        AuditTrail.Record(scope, agent.Id, agent.Name, "update_photo", "agent", agent.Id, agent.Name);
        scope.Tell(new SnapshotStale(typeof(Agent)));
        return agent;
    }
}
