using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Http;
using ChatService.Server.Platform.Identity;

namespace ChatService.Server.Features.Agents;

/// <summary><c>/api/teams</c>.</summary>
internal static class TeamEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var teams = routes.MapGroup("/api/teams").WithTags("Teams");
        teams.MapGet("/", List).RequireAuthorization(Policies.Agent);
        teams.MapPost("/", CreateAsync).RequireAuthorization(Policies.Admin);
        teams.MapPut("/{id:guid}", UpdateAsync).RequireAuthorization(Policies.Admin);
        teams.MapDelete("/{id:guid}", DeleteAsync).RequireAuthorization(Policies.Admin);
    }

    private static ListAnswer<TeamView> List(AgentDirectory directory) =>
        new([.. directory.Teams.OrderBy(t => t.Name, StringComparer.CurrentCultureIgnoreCase).ThenBy(t => t.Id).Select(t => SaveTeam.View(t, directory.Agents))]);

    private static async Task<IResult> CreateAsync(HttpContext context, TeamDraft draft, AgentCallers callers, SaveTeam save, CancellationToken cancellationToken) =>
        (await save.HandleAsync(callers.Of(context.User), null, draft, cancellationToken)).ToHttp();

    private static async Task<IResult> UpdateAsync(HttpContext context, Guid id, TeamDraft draft, AgentCallers callers, SaveTeam save, CancellationToken cancellationToken) =>
        (await save.HandleAsync(callers.Of(context.User), id, draft, cancellationToken)).ToHttp();

    private static async Task<IResult> DeleteAsync(
        HttpContext context, Guid id, Guid? moveTo, bool? serveAll, AgentCallers callers, DeleteTeam delete, CancellationToken cancellationToken) =>
        (await delete.HandleAsync(callers.Of(context.User), id, new TeamLeavers(moveTo, serveAll == true), cancellationToken)).ToHttp();
}
