using ChatService.Server.Platform.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace ChatService.Server.Platform.Identity;

/// <summary>
/// Makes the first key before the first request. Of several nodes that start at once one makes it and the others read it: a node that had its own would refuse theirs.
/// </summary>
public sealed class IdentityWarmUp(
    IDataProtectionProvider protection, DataKeySealing sealing, IOptions<KeyManagementOptions> keys, WriteSession session) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await session.RunAsync(
            async (scope, token) =>
            {
                await scope.LockQueueAsync(token, "data_key");
                await sealing.ApplyAsync(scope.Db, keys.Value.XmlEncryptor, token);
                if (scope.IsShared)
                {
                    Use();
                }
            },
            cancellationToken);
        // With one writer the key store would wait for this very transaction.
        Use();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Use() => protection.CreateProtector("ChatService.WarmUp").Protect([1]);
}
