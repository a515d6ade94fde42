using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Http;
using ChatService.Server.Platform.Identity;

namespace ChatService.Server.Features.Agents;

/// <summary><c>/api/agents</c>.</summary>
internal static class AgentEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var agents = routes.MapGroup("/api/agents").WithTags("Agents");
        agents.MapGet("/", ListAsync).RequireAuthorization(Policies.Agent);
        agents.MapPost("/", CreateAsync).RequireAuthorization(Policies.Admin);
        agents.MapPut("/{id:guid}", UpdateAsync).RequireAuthorization(Policies.Admin);
        agents.MapDelete("/{id:guid}", DisableAsync).RequireAuthorization(Policies.Admin);
        agents.MapPost("/{id:guid}/password", ResetPasswordAsync).RequireAuthorization(Policies.Admin);
    }

    private static async Task<ListAnswer<AgentView>> ListAsync(
        HttpContext context, AgentDirectory directory, AgentCallers callers, AccountLinks links, IAgentStatuses statuses, CancellationToken cancellationToken)
    {
        var people = directory.Agents.Where(a => !a.Service).OrderBy(a => a.Name, StringComparer.CurrentCultureIgnoreCase).ThenBy(a => a.Id).ToList();
        var shown = AgentView.Of(people, statuses);

        // Every desk reads this list, from memory; the store is asked only for the one who can make a new link, and only where one is open.
        if (callers.Of(context.User).Role != AgentRole.Admin || !people.Exists(a => a.HasNoPassword))
        {
            return new(shown);
        }

        var until = await links.OpenInvitationsAsync(cancellationToken);
        return new([.. shown.Select(view => view.Invited && until.TryGetValue(view.Id, out var end) ? view with { InvitedUntil = end } : view)]);
    }

    private static async Task<IResult> CreateAsync(
        HttpContext context, AgentDraft draft, AgentCallers callers, CreateAgent create, PublicAddress address, IAgentStatuses statuses, CancellationToken cancellationToken) =>
        (await create.HandleAsync(callers.Of(context.User), draft, cancellationToken))
            .Map(made => AgentView.Of(made.Agent, statuses) with
            {
                OneTimePassword = made.OneTimePassword, InviteUrl = LinkOf(address, context, made.InviteToken),
            }).ToHttp();

    private static async Task<IResult> UpdateAsync(
        HttpContext context, Guid id, AgentDraft draft, AgentCallers callers, UpdateAgent update, IAgentStatuses statuses, CancellationToken cancellationToken) =>
        (await update.HandleAsync(callers.Of(context.User), id, draft, cancellationToken)).Map(agent => AgentView.Of(agent, statuses)).ToHttp();

    private static async Task<IResult> DisableAsync(
        HttpContext context, Guid id, AgentCallers callers, UpdateAgent update, IAgentStatuses statuses, CancellationToken cancellationToken) =>
        (await update.DisableAsync(callers.Of(context.User), id, cancellationToken)).Map(agent => AgentView.Of(agent, statuses)).ToHttp();

    private static async Task<IResult> ResetPasswordAsync(
        HttpContext context, Guid id, ResetPasswordRequest? request, AgentCallers callers, ResetPassword reset, PublicAddress address,
        CancellationToken cancellationToken) =>
        (await reset.HandleAsync(callers.Of(context.User), id, request, cancellationToken))
            .Map(answer => answer with { ResetUrl = LinkOf(address, context, answer.ResetUrl) }).ToHttp();

    // Behind the #: browsers send that to no server, so it stands in no log.
    private static string? LinkOf(PublicAddress address, HttpContext context, string? token) =>
        token is null ? null : $"{address.Of(context.Request)}/console/welcome#{token}";
}
