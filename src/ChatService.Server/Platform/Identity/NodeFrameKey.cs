using System.Security.Cryptography;
using ChatService.Realtime;
using ChatService.Server.Platform.Storage;
using Microsoft.AspNetCore.DataProtection;

namespace ChatService.Server.Platform.Identity;

/// <summary>Gives the node bus its key before it starts: the first node makes it, the others read it.</summary>
public sealed class NodeFrameKey(WriteSession writes, IDataProtectionProvider protection, FrameKey key) : IHostedService
{
    private const string Name = "node-frames";
    private const int KeyBytes = 32;

    private readonly IDataProtector protector = protection.CreateProtector("ChatService.NodeFrames.v1");

    public async Task StartAsync(CancellationToken cancellationToken) => key.Bytes = await writes.RunAsync(ReadOrMakeAsync, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<byte[]> ReadOrMakeAsync(WriteScope scope, CancellationToken cancellationToken)
    {
        await scope.LockQueueAsync(cancellationToken, Name);
        var row = await scope.Db.Set<SharedSecret>().FindAsync([Name], cancellationToken);
        if (row is not null && Open(row.Value) is { } known)
        {
            return known;
        }

        // Also where the data-protection keys were deleted: nodes that still run are not heard until they start again.
        var made = RandomNumberGenerator.GetBytes(KeyBytes);
        if (row is null)
        {
            row = new SharedSecret { Name = Name };
            scope.Db.Add(row);
        }

        row.Value = Convert.ToBase64String(protector.Protect(made));
        return made;
    }

    private byte[]? Open(string value)
    {
        try
        {
            return protector.Unprotect(Convert.FromBase64String(value));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
