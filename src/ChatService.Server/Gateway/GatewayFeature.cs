using ChatService.Contracts;
using ChatService.Realtime;
using ChatService.Server.Features.WidgetSessions;
using ChatService.Server.Gateway.Audience;
using ChatService.Server.Gateway.Healing;
using ChatService.Server.Gateway.Pushes;
using ChatService.Server.Platform;
using ChatService.Server.Platform.Admission;
using ChatService.Server.Platform.Drain;
using ChatService.Server.Platform.Nodes;
using ChatService.Server.Platform.Storage;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace ChatService.Server.Gateway;

/// <summary>The door of the hubs.</summary>
public static class GatewayFeature
{
    public static IServiceCollection AddGateway(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        // The framework logs every refusal as an error with its stack. What nobody expected is logged by RefusalFilter.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher", LogLevel.Critical));
        services.AddSignalR(hubs =>
        {
            // A frame holds one message of 8 000 characters in any script with room to spare.
            hubs.MaximumReceiveMessageSize = 32 * 1024;
            hubs.KeepAliveInterval = TimeSpan.FromSeconds(10);
            hubs.ClientTimeoutInterval = TimeSpan.FromSeconds(25);
            hubs.HandshakeTimeout = TimeSpan.FromSeconds(10);
            // Sends are idempotent and may overlap; more than a few at once is a flood.
            hubs.MaximumParallelInvocationsPerClient = 4;
            hubs.AddFilter<RefusalFilter>();
            hubs.AddFilter<LeavingFilter>();
            hubs.AddFilter<ReadOnlyFilter>();
            hubs.AddFilter<AgentLimits>();
        }).AddJsonProtocol(json => WireJson.Apply(json.PayloadSerializerOptions)).AddMessagePackProtocol();
        services.RefuseUnreadableCalls();
        services.AddChatRealtime(realtime =>
        {
            realtime.Redis = configuration.GetConnectionString("Redis");
            // Each says how things are now, and the next one says it again.
            realtime.LowPriority.UnionWith([nameof(IVisitorClient.TypingChanged), nameof(IVisitorClient.QueueChanged), nameof(IAgentClient.AgentChanged)]);
        });
        return services
            .AddSingleton<CallMetrics>()
            .AddSingleton<RefusalFilter>()
            .AddSingleton<LeavingFilter>()
            .AddSingleton<ReadOnlyFilter>()
            .AddSingleton<AgentLimits>()
            // Heard before the fan-out: who has lost a right is out before the next word is pushed.
            .AddSingleton<AudienceRights>()
            .AddSingleton<ICommitListener>(s => s.GetRequiredService<AudienceRights>())
            .AddSingleton<Watches>()
            .AddSingleton<ICommitListener>(s => s.GetRequiredService<Watches>())
            .AddHostedService(s => s.GetRequiredService<Watches>())
            .AddSingleton<EventFanout>()
            .AddSingleton<ICommitListener>(s => s.GetRequiredService<EventFanout>())
            .AddHostedService(s => s.GetRequiredService<EventFanout>())
            .AddSingleton<IEventPush, MessagePush>()
            .AddSingleton<IEventPush, RowPush>()
            .AddSingleton<OfferPush>()
            .AddSingleton<IEventPush>(s => s.GetRequiredService<OfferPush>())
            .AddSingleton<IEventPush, MentionPush>()
            .AddSingleton<IEventPush, PresencePush>()
            .AddSingleton<IEventPush, SlaPush>()
            .AddSingleton<IEventPush, AlertPush>()
            .AddSingleton<QueuePush>()
            .AddSingleton<IEventPush>(s => s.GetRequiredService<QueuePush>())
            .AddSingleton<DeskPush>()
            .AddSingleton<ICommitListener>(s => s.GetRequiredService<DeskPush>())
            .AddHostedService(s => s.GetRequiredService<DeskPush>())
            .AddSingleton<Told>()
            .AddHostedService(s => s.GetRequiredService<Told>())
            .AddSingleton<LocalCatchUp>()
            .AddSingleton<PresenceCatchUp>()
            .AddHostedService<GapHealing>()
            .AddSingleton<NoticeHints>()
            .AddSingleton<ICommitListener>(s => s.GetRequiredService<NoticeHints>())
            .AddHostedService(s => s.GetRequiredService<NoticeHints>())
            .AddSingleton<TypingRelay>()
            .AddSingleton<VisitorLimits>()
            .AddSingleton<VisitorConnections>()
            .AddSingleton<ICommitListener>(s => s.GetRequiredService<VisitorConnections>())
            .AddSingleton<AgentConnections>()
            .AddSingleton<ILiveAudience>(s => s.GetRequiredService<AgentConnections>())
            .AddSingleton<ILiveAudience>(s => s.GetRequiredService<VisitorConnections>())
            .AddSingleton<IDrainStep, SocketDrain>()
            .AddSingleton<ICommitListener>(s => s.GetRequiredService<AgentConnections>());
    }

    public static void MapGateway(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        // The framework's own limit counts from a little earlier and closes without a word: it is there for what ours does not see, and comes after it.
        var sendLimit = 2 * routes.ServiceProvider.GetRequiredService<IOptions<RealtimeOptions>>().Value.StuckWrite;
        routes.MapHub<VisitorHub>("/hubs/visitor", options => Configure(options, sendLimit)).RequireCors(WidgetSessionsFeature.CorsPolicy)
            .WithMetadata(new HubSide(Side.Visitor));
        routes.MapHub<AgentHub>("/hubs/agent", options => Configure(options, sendLimit)).WithMetadata(new HubSide(Side.Agent));
    }

    private static void Configure(HttpConnectionDispatcherOptions options, TimeSpan sendLimit)
    {
        options.CloseOnAuthenticationExpiration = true;
        options.Transports = HttpTransportType.WebSockets | HttpTransportType.LongPolling;
        options.ApplicationMaxBufferSize = 64 * 1024;
        options.TransportMaxBufferSize = 64 * 1024;
        options.TransportSendTimeout = sendLimit;
        options.AllowStatefulReconnects = false;
    }
}
