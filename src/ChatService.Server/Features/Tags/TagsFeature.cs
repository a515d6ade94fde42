using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Http;
using ChatService.Server.Platform.Identity;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Tags;

/// <summary>The door of this room.</summary>
public static class TagsFeature
{
    /// <summary>The tags in use, and what an admin does with them.</summary>
    public static IServiceCollection AddTags(this IServiceCollection services) => services
        .AddSingleton<IModelPart, TagsModel>()
        .AddSingleton<IConversationReaction, TagReaction>()
        .AddSingleton<TagList>()
        .AddSingleton<ManageTags>();

    /// <summary>/api/tags: read by agents, changed by admins.</summary>
    public static IEndpointRouteBuilder MapTags(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/tags").RequireAuthorization(Policies.Agent).WithTags("Tags");
        group.MapGet("/", async (TagList list, AgentCallers callers, HttpContext http, CancellationToken cancellationToken) =>
            new ListAnswer<TagView>(await list.ReadAsync(callers.Of(http.User).Role == AgentRole.Admin, cancellationToken)));
        group.MapPost("/rename", async (RenameBody body, ManageTags manage, AgentCallers callers, HttpContext http, CancellationToken cancellationToken) =>
            (await manage.RenameAsync(callers.Of(http.User), body.Name, body.To, cancellationToken)).ToHttp()).RequireAuthorization(Policies.Admin);
        group.MapDelete("/", async (string? name, ManageTags manage, AgentCallers callers, HttpContext http, CancellationToken cancellationToken) =>
            (await manage.RemoveAsync(callers.Of(http.User), name, cancellationToken)).ToHttp()).RequireAuthorization(Policies.Admin);
        return routes;
    }
}

/// <summary>A tag and what it is to be called.</summary>
public sealed record RenameBody(string? Name, string? To);
