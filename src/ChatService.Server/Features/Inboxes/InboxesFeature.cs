using ChatService.Server.Platform.Cli;
using ChatService.Server.Platform.Nodes;
using ChatService.Server.Platform.Storage;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChatService.Server.Features.Inboxes;

/// <summary>The door of this room.</summary>
public static class InboxesFeature
{
    public static IServiceCollection AddInboxes(this IServiceCollection services)
    {
        services.TryAddSingleton<IInboxPromise, NoPromise>();
        return services
            .AddSingleton<IModelPart, InboxesModel>()
            .AddSnapshot<Inbox>()
            .AddSingleton<IDemoSeed, DemoInbox>()
            .AddSingleton<InboxDirectory>()
            .AddSingleton<InboxSightings>()
            .AddSingleton<HoursReactions>()
            .AddSingleton<SaveInbox>()
            .AddNotice<VerifiedAccessEnded>("verified_access_ended");
    }

    /// <summary>Maps <c>/api/inboxes</c>.</summary>
    public static IEndpointRouteBuilder MapInboxes(this IEndpointRouteBuilder routes)
    {
        InboxEndpoints.Map(routes);
        return routes;
    }
}
