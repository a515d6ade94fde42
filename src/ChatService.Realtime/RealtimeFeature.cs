using ChatService.Realtime.Connections;
using ChatService.Realtime.Nodes;
using ChatService.Realtime.Redis;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ChatService.Realtime;

/// <summary>The door of this project: how messages reach clients, on this node and on others.</summary>
public static class RealtimeFeature
{
    /// <summary>
    /// Registers the way to clients for every hub, and <see cref="INodeBus"/>. After <c>AddSignalR</c>, whose own way it takes the place of; needs a
    /// <see cref="TimeProvider"/>. With <see cref="RealtimeOptions.Redis"/> the node joins others; without, it is alone and needs nothing.
    /// </summary>
    public static IServiceCollection AddChatRealtime(this IServiceCollection services, Action<RealtimeOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = new RealtimeOptions();
        configure?.Invoke(options);
        services.AddSingleton(Options.Create(options));
        services.AddMetrics();
        services.TryAddSingleton<RealtimeMetrics>();
        services.TryAddSingleton<FrameKey>();
        services.AddSingleton(typeof(HubLifetimeManager<>), typeof(ChatHubLifetimeManager<>));
        services.AddSingleton(typeof(ILocalAudience<>), typeof(LocalAudience<>));
        return string.IsNullOrWhiteSpace(options.Redis)
            ? services.AddSingleton<INodeBus>(_ => new AloneBus(options.NodeId))
            : services.AddNodeLink(s => ActivatorUtilities.CreateInstance<RedisBackplane>(s, options));
    }

    /// <summary>The same over any backplane.</summary>
    internal static IServiceCollection AddNodeLink(this IServiceCollection services, Func<IServiceProvider, IBackplane> backplane) =>
        services
            .RemoveAll<INodeBus>()
            .AddSingleton(backplane)
            .AddSingleton<NodeLink>()
            .AddSingleton<INodeBus>(s => s.GetRequiredService<NodeLink>())
            .AddHostedService(s => s.GetRequiredService<NodeLink>());
}
