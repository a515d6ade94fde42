using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Presence;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Identity;
using ChatService.Server.Platform.Storage;
using ChatService.Server.Platform.Timers;

namespace ChatService.Server.Features.Routing;

/// <summary>The door of this room. ASP.NET has an AddRouting of its own, hence the longer names.</summary>
public static class RoutingFeature
{
    public static IServiceCollection AddConversationRouting(this IServiceCollection services) => services
        .AddSingleton<IModelPart, RoutingModel>()
        .AddSingleton<IAgentLoads, AgentLoads>()
        .AddSingleton<IStatusReaction, StatusReaction>()
        .AddSingleton<IPlaceLossReaction, LostPlaceReaction>()
        .AddSingleton<IConversationReaction, OfferReaction>()
        .AddSingleton<IConversationReaction, ServiceReaction>()
        .AddSingleton<IConversationReaction, WidenReaction>()
        .AddSingleton<IConversationReaction, WorkReaction>()
        .AddSingleton<TypingHold>()
        .AddSingleton<IConversationTimerHandler, OfferExpiryTimer>()
        .AddSingleton<ITimerRunner, LeaseGraceRunner>()
        .AddSingleton<Offers>()
        .AddSingleton<AnswerOffer>()
        .AddSingleton<TakeConversation>()
        .AddSingleton<ReopenConversation>()
        .AddSingleton<QueueStatistics>()
        .AddSingleton<QueueView>()
        .AddSingleton<IQueueView>(s => s.GetRequiredService<QueueView>())
        .AddSingleton<RoutingQueries>()
        .AddSingleton<IConversationDetailPart, RoutingDetail>()
        .AddSingleton<UnservedMemory>()
        .AddSingleton<WaitingQueue>()
        .AddSingleton<PlanWriter>()
        .AddSingleton<QueueDrain>()
        .AddMetrics()
        .AddSingleton<QueueMetrics>()
        .AddSingleton<ICommitListener>(s => s.GetRequiredService<QueueMetrics>())
        .AddHostedService(s => s.GetRequiredService<QueueMetrics>())
        .AddSingleton<RoutingWorker>()
        .AddSingleton<ICommitListener>(s => s.GetRequiredService<RoutingWorker>())
        .AddHostedService(s => s.GetRequiredService<RoutingWorker>());

    public static IEndpointRouteBuilder MapConversationRouting(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/conversations/{id:guid}/routing", ReadAsync).RequireAuthorization(Policies.Agent);
        return routes;
    }

    private static async Task<IResult> ReadAsync(Guid id, HttpContext context, AgentCallers callers, RoutingQueries queries, CancellationToken cancellationToken) =>
        (await queries.DecisionsAsync(callers.Of(context.User), id, cancellationToken)).ToHttp();
}
