using ChatService.Server.Features.Agents;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Identity;
using ChatService.Server.Platform.Nodes;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Contacts;

/// <summary>The door of this room.</summary>
public static class ContactsFeature
{
    public static IServiceCollection AddContacts(this IServiceCollection services) => services
        .AddSingleton<IModelPart, ContactsModel>()
        .AddSingleton<ContactChanges>()
        .AddSingleton<UpdateContact>()
        .AddSingleton<RememberAttributes>()
        .AddSingleton<ContactQueries>()
        .AddSingleton<EditContact>()
        .AddSingleton<SaveNote>()
        .AddSingleton<RevokeVisitorTokens>()
        .AddNotice<VisitorAccessEnded>("visitor_access_ended");

    /// <summary>Maps <c>/api/contacts</c>.</summary>
    public static IEndpointRouteBuilder MapContacts(this IEndpointRouteBuilder routes)
    {
        var contacts = routes.MapGroup("/api/contacts").WithTags("Contacts").RequireAuthorization(Policies.Agent);
        contacts.MapGet("/", async (HttpContext http, string? q, string? cursor, int? limit, AgentCallers callers, ContactQueries queries, CancellationToken cancellationToken) =>
            (await queries.PageAsync(callers.Of(http.User), q, cursor, limit, cancellationToken)).ToHttp());
        contacts.MapGet("/{id:guid}", async (HttpContext http, Guid id, AgentCallers callers, ContactQueries queries, CancellationToken cancellationToken) =>
            (await queries.FindAsync(callers.Of(http.User), id, cancellationToken)).ToHttp());
        contacts.MapPut("/{id:guid}", async (HttpContext http, Guid id, ContactDraft draft, AgentCallers callers, EditContact edit, CancellationToken cancellationToken) =>
            (await edit.HandleAsync(callers.Of(http.User), id, draft, cancellationToken)).ToHttp());
        contacts.MapPost("/{id:guid}/revoke-tokens", async (HttpContext http, Guid id, AgentCallers callers, RevokeVisitorTokens revoke, CancellationToken cancellationToken) =>
            (await revoke.HandleAsync(callers.Of(http.User), id, cancellationToken)).ToHttp()).RequireAuthorization(Policies.Admin);
        contacts.MapPut("/{id:guid}/note", async (HttpContext http, Guid id, NoteDraft draft, AgentCallers callers, SaveNote save, CancellationToken cancellationToken) =>
            (await save.HandleAsync(callers.Of(http.User), id, draft, cancellationToken)).ToHttp());
        return routes;
    }
}
