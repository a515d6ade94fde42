using ChatService.Server.Features.Agents;
using ChatService.Server.Platform.Cli;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Http;
using ChatService.Server.Platform.Identity;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.CannedReplies;

/// <summary>The door of this room.</summary>
public static class CannedRepliesFeature
{
    /// <summary>Canned replies and the ones to begin with.</summary>
    public static IServiceCollection AddCannedReplies(this IServiceCollection services) => services
        .AddSingleton<IModelPart, CannedRepliesModel>()
        .AddSnapshot<CannedReplyRow>()
        .AddSingleton<CannedReplyList>()
        .AddSingleton<EditCannedReplies>()
        .AddSingleton<IDemoSeed, DemoCannedReplies>();

    /// <summary>/api/canned-replies: read by agents, written by supervisors.</summary>
    public static IEndpointRouteBuilder MapCannedReplies(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/canned-replies").RequireAuthorization(Policies.Agent).WithTags("Canned replies");
        group.MapGet("/", (CannedReplyList list, AgentCallers callers, HttpContext http) =>
            new ListAnswer<CannedReplyBody>(list.For(callers.Of(http.User))));
        group.MapPost("/", async (CannedReplyBody body, EditCannedReplies edit, AgentCallers callers, HttpContext http, CancellationToken cancellationToken) =>
            (await edit.CreateAsync(body, callers.Of(http.User), cancellationToken)).ToHttp()).RequireAuthorization(Policies.Supervisor);
        group.MapPut("/{id:guid}", async (Guid id, CannedReplyBody body, EditCannedReplies edit, AgentCallers callers, HttpContext http, CancellationToken cancellationToken) =>
            (await edit.ChangeAsync(id, body, callers.Of(http.User), cancellationToken)).ToHttp()).RequireAuthorization(Policies.Supervisor);
        group.MapDelete("/{id:guid}", async (Guid id, EditCannedReplies edit, AgentCallers callers, HttpContext http, CancellationToken cancellationToken) =>
            (await edit.RemoveAsync(id, callers.Of(http.User), cancellationToken)).ToHttp()).RequireAuthorization(Policies.Supervisor);
        return routes;
    }
}
