using ChatService.Contracts;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Identity;

namespace ChatService.Server.Features.Supervision;

/// <summary>The door of this room.</summary>
public static class SupervisionFeature
{
    /// <summary>What supervisors do with other people's work, each with its trace.</summary>
    public static IServiceCollection AddSupervision(this IServiceCollection services) => services
        .AddSingleton<SetAgentStatus>()
        .AddSingleton<TransferMany>()
        .AddSingleton<WatchTrail>()
        .AddSingleton<IConversationReaction, TakeOverTrail>();

    /// <summary><c>/api/agents/{id}/status</c> and <c>/api/conversations/transfer</c>, for supervisors.</summary>
    public static IEndpointRouteBuilder MapSupervision(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        var group = routes.MapGroup("/api").RequireAuthorization(Policies.Supervisor).WithTags("Supervision");
        group.MapPut("/agents/{id:guid}/status", async (
            Guid id, SetStatusRequest request, SetAgentStatus status, AgentCallers callers, HttpContext http, CancellationToken cancellationToken) =>
            (await status.HandleAsync(callers.Of(http.User), id, request, cancellationToken)).ToHttp());
        group.MapPost("/conversations/transfer", async (
            TransferManyRequest request, TransferMany transfer, AgentCallers callers, HttpContext http, CancellationToken cancellationToken) =>
            (await transfer.HandleAsync(new AgentCaller(callers.Of(http.User)), request, cancellationToken)).ToHttp());
        return routes;
    }
}
