using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using ChatService.Server.Platform;
using ChatService.Server.Features.Audit;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.AspNetCore.WebUtilities;

namespace ChatService.Server.Features.Agents;

/// <summary>From a token to its row, from memory.</summary>
public sealed class ApiTokens(Snapshot<ApiToken> tokens, AgentDirectory agents, WriteSession writes, TimeProvider time)
{
    /// <summary>Every token begins so; scanners for leaked secrets find it by this.</summary>
    public const string Prefix = "cs_";

    // "cs_" + 32 bytes in base64url.
    private const int Length = 46;

    private static readonly TimeSpan Coarse = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> touched = new();

    /// <summary>A new token and its hash.</summary>
    public static (string Token, string Hash) Make()
    {
        var token = Prefix + WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        return (token, HashOf(token));
    }

    /// <summary>The live token of an enabled agent, or null.</summary>
    public ApiToken? Find(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        if (token.Length != Length || !token.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var hash = HashOf(token);
        var row = tokens.Rows.FirstOrDefault(t => t.Hash == hash);
        return row is not null && !(row.ExpiresAt <= time.Now()) && agents.FindEnabled(row.AgentId) is not null ? row : null;
    }

    /// <summary>Neither revoked nor over.</summary>
    public bool IsLive(Guid id) => tokens.Rows.FirstOrDefault(t => t.Id == id) is { } row && !(row.ExpiresAt <= time.Now());

    /// <summary>Notes that it was used, at most once an hour.</summary>
    public async Task TouchAsync(ApiToken token, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(token);
        var now = time.Now();
        var last = touched.GetOrAdd(token.Id, token.LastUsedAt ?? DateTimeOffset.MinValue);
        if (now - last < Coarse || !touched.TryUpdate(token.Id, now, last))
        {
            return;
        }

        try
        {
            // Locked: of two nodes one writes the day's line.
            await writes.RunAsync(new WriteBegin(new RowLocks("api_token", [token.Id])), (scope, stop) => NoteAsync(scope, token.Id, stop), cancellationToken);
        }
        catch (RefusedException)
        {
            // Only a note for admins; the store being away must not refuse the token.
        }
    }

    private async Task<Done> NoteAsync(WriteScope scope, Guid id, CancellationToken cancellationToken)
    {
        if (await scope.Db.Set<ApiToken>().FindAsync([id], cancellationToken) is not { } row)
        {
            return Done.It;
        }

        if (row.LastUsedAt?.UtcDateTime.Date != scope.Now.UtcDateTime.Date)
        {
            // Once a day: which tokens live is a question of audits, each call is not.
            AuditTrail.Record(scope, row.AgentId, agents.Find(row.AgentId)?.Name, "token_used", "api_token", row.Id, row.Name);
        }

        row.LastUsedAt = scope.Now;
        scope.Tell(new SnapshotStale(typeof(ApiToken)));
        return Done.It;
    }

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
