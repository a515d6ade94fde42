using ChatService.Server.Features.Agents;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Http;
using ChatService.Server.Platform.Identity;

namespace ChatService.Server.Features.Inboxes;

/// <summary>Shown once.</summary>
public sealed record SecretAnswer(string Secret, int Version);

/// <summary><c>/api/inboxes</c>.</summary>
internal static class InboxEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var inboxes = routes.MapGroup("/api/inboxes").WithTags("Inboxes");
        inboxes.MapGet("/", List).RequireAuthorization(Policies.Agent);
        inboxes.MapPost("/", CreateAsync).RequireAuthorization(Policies.Admin);
        inboxes.MapPut("/{id:guid}", UpdateAsync).RequireAuthorization(Policies.Admin);
        inboxes.MapDelete("/{id:guid}", DisableAsync).RequireAuthorization(Policies.Admin);
        inboxes.MapPost("/{id:guid}/rotate-secret", RotateSecretAsync).RequireAuthorization(Policies.Admin);
        inboxes.MapGet("/{id:guid}/sightings", SightingsAsync).RequireAuthorization(Policies.Admin);
    }

    private static ListAnswer<InboxView> List(HttpRequest request, InboxDirectory directory, PublicAddress address, IInboxPromise promise)
    {
        var here = address.Of(request);
        return new([.. directory.All.OrderBy(i => i.Name, StringComparer.CurrentCultureIgnoreCase).ThenBy(i => i.Id).Select(i => InboxView.Of(i, here, promise))]);
    }

    private static async Task<ListAnswer<InboxSightingView>> SightingsAsync(Guid id, InboxSightings sightings, CancellationToken cancellationToken) =>
        new(await sightings.OfAsync(id, cancellationToken));

    private static async Task<IResult> CreateAsync(
        HttpContext context, InboxDraft draft, AgentCallers callers, SaveInbox save, PublicAddress address, IInboxPromise promise, CancellationToken cancellationToken) =>
        (await save.HandleAsync(callers.Of(context.User), null, draft, cancellationToken))
            .Map(saved => InboxView.Of(saved.Inbox, address.Of(context.Request), promise) with { Secret = saved.Secret }).ToHttp();

    private static async Task<IResult> UpdateAsync(
        HttpContext context, Guid id, InboxDraft draft, AgentCallers callers, SaveInbox save, PublicAddress address, IInboxPromise promise, CancellationToken cancellationToken) =>
        (await save.HandleAsync(callers.Of(context.User), id, draft, cancellationToken)).Map(saved => InboxView.Of(saved.Inbox, address.Of(context.Request), promise)).ToHttp();

    private static async Task<IResult> DisableAsync(
        HttpContext context, Guid id, AgentCallers callers, SaveInbox save, PublicAddress address, IInboxPromise promise, CancellationToken cancellationToken) =>
        (await save.DisableAsync(callers.Of(context.User), id, cancellationToken)).Map(saved => InboxView.Of(saved.Inbox, address.Of(context.Request), promise)).ToHttp();

    private static async Task<IResult> RotateSecretAsync(HttpContext context, Guid id, AgentCallers callers, SaveInbox save, CancellationToken cancellationToken) =>
        (await save.RotateSecretAsync(callers.Of(context.User), id, cancellationToken)).Map(saved => new SecretAnswer(saved.Secret!, saved.Inbox.Version)).ToHttp();
}
