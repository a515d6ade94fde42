using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Identity;
using ChatService.Server.Platform.Nodes;
using ChatService.Server.Platform.Storage;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChatService.Server.Features.Presence;

/// <summary>The door of this room. Add it after agents and before the gateway, so that the view hears of a change before whoever pushes it.</summary>
public static class PresenceFeature
{
    public static IServiceCollection AddPresence(this IServiceCollection services)
    {
        services.AddOptions<PresenceOptions>().BindConfiguration("Presence")
            .Validate(o => o.GraceSeconds is >= 1 and <= 600, "Presence__GraceSeconds must be between 1 and 600.")
            .Validate(o => o.VisitorGraceSeconds is >= 1 and <= 300, "Presence__VisitorGraceSeconds must be between 1 and 300.")
            .ValidateOnStart();
        services.TryAddSingleton<IInboxHours, AlwaysOpenHours>();
        return services
            .AddSingleton<IModelPart, PresenceModel>()
            .AddSingleton<AgentLeases>()
            .AddSingleton<INodeReaction>(s => s.GetRequiredService<AgentLeases>())
            .AddSingleton<VisitorPresence>()
            .AddSingleton<VisitorPresenceStore>()
            .AddSingleton<VisitorPages>()
            .AddSingleton<PageTrails>()
            .AddSingleton<INodeReaction>(s => s.GetRequiredService<VisitorPresenceStore>())
            .AddHostedService<NodeStart>()
            .AddHostedService<VisitorPresenceWriter>()
            .AddSingleton<SetStatus>()
            .AddSingleton<PresenceView>()
            .AddSingleton<IPresenceView>(s => s.GetRequiredService<PresenceView>())
            .AddSingleton<IAgentStatuses>(s => s.GetRequiredService<PresenceView>())
            .AddSingleton<ICommitListener>(s => s.GetRequiredService<PresenceView>())
            // After the view: whoever looks because of a change must find the view changed.
            .AddSingleton<InboxDesk>()
            .AddSingleton<IInboxDesk>(s => s.GetRequiredService<InboxDesk>())
            .AddSingleton<ICommitListener>(s => s.GetRequiredService<InboxDesk>());
    }

    /// <summary>Maps <c>/api/contacts/{id}/pages</c>.</summary>
    public static IEndpointRouteBuilder MapPresence(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(
            "/api/contacts/{id:guid}/pages",
            async (HttpContext http, Guid id, AgentCallers callers, PageTrails trails, CancellationToken cancellationToken) =>
                (await trails.OfAsync(callers.Of(http.User), id, cancellationToken)).ToHttp())
            .WithTags("Contacts").RequireAuthorization(Policies.Agent);
        return routes;
    }
}
