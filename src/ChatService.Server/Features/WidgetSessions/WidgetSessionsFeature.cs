using ChatService.Server.Features.Inboxes;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Identity;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.WidgetSessions;

/// <summary>The door of visitors.</summary>
public static class WidgetSessionsFeature
{
    /// <summary>CORS policy for pages of other websites: any origin, never with cookies. The inbox's own list is checked in the use case.</summary>
    public const string CorsPolicy = "widget";

    public static IServiceCollection AddWidgetSessions(this IServiceCollection services) => services
        .AddSingleton<IModelPart, WidgetSessionsModel>()
        .AddSingleton<OpenSession>()
        .AddSingleton<IdentifyContact>()
        .AddSingleton<VisitorAccess>()
        .AddSingleton<EndSession>()
        .AddCors(cors => cors.AddPolicy(CorsPolicy, policy => policy.AllowAnyOrigin().WithMethods("GET", "POST", "DELETE").AllowAnyHeader().SetPreflightMaxAge(TimeSpan.FromHours(1))));

    public static void MapWidgetSessions(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(
                "/api/widget/session",
                async (SessionRequest request, HttpContext http, OpenSession open, InboxSightings sightings, CancellationToken cancellationToken) =>
                {
                    var opened = await open.HandleAsync(request, http.Request.Headers.Origin, cancellationToken);
                    if (opened.IsOk)
                    {
                        await sightings.NoteAsync(request.InboxKey, http.Request.Headers.Origin, cancellationToken);
                    }

                    return opened.ToHttp();
                })
            .RequireCors(CorsPolicy)
            .AllowAnonymous()
            .RequireLimit(Limits.WidgetSession)
            .WithTags("Widget");
        routes.MapPost(
                "/api/widget/session/end",
                async (EndSessionRequest request, EndSession end, CancellationToken cancellationToken) => (await end.HandleAsync(request, cancellationToken)).ToHttp())
            .RequireCors(CorsPolicy)
            .AllowAnonymous()
            .RequireLimit(Limits.WidgetSession)
            .WithTags("Widget");
    }
}
