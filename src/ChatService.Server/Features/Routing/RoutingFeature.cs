using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Presence;
using ChatService.Server.Platform.Storage;
using ChatService.Server.Platform.Timers;

namespace ChatService.Server.Features.Routing;

/// <summary>The door of this room.</summary>
public static class RoutingFeature
{
    public static IServiceCollection AddRouting(this IServiceCollection services) => services
        .AddSingleton<IModelPart, RoutingModel>()
        .AddSingleton<IAgentLoads, AgentLoads>()
        .AddSingleton<IStatusReaction, StatusReaction>()
        .AddSingleton<IConversationReaction, OfferReaction>()
        .AddSingleton<IConversationReaction, ServiceReaction>()
        .AddSingleton<IConversationTimerHandler, OfferExpiryTimer>()
        .AddSingleton<ITimerRunner, LeaseGraceRunner>()
        .AddSingleton<Offers>()
        .AddSingleton<AnswerOffer>()
        .AddSingleton<TakeConversation>()
        .AddSingleton<QueueStatistics>()
        .AddSingleton<QueueView>()
        .AddSingleton<IQueueView>(s => s.GetRequiredService<QueueView>());
}
