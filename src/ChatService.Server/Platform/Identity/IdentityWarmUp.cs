using Microsoft.AspNetCore.DataProtection;

namespace ChatService.Server.Platform.Identity;

/// <summary>Makes the first key before the first request, outside any transaction.</summary>
public sealed class IdentityWarmUp(IDataProtectionProvider protection) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        protection.CreateProtector("ChatService.WarmUp").Protect([1]);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
