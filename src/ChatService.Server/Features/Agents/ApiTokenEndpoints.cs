using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Http;
using ChatService.Server.Platform.Identity;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Agents;

/// <summary><c>/api/api-tokens</c>.</summary>
internal static class ApiTokenEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var tokens = routes.MapGroup("/api/api-tokens").WithTags("API tokens").RequireAuthorization(Policies.Admin);
        tokens.MapGet("/", List);
        tokens.MapPost("/", CreateAsync);
        tokens.MapDelete("/{id:guid}", RevokeAsync);
    }

    private static ListAnswer<ApiTokenView> List(Snapshot<ApiToken> tokens, AgentDirectory agents) =>
        new([.. tokens.Rows.OrderByDescending(t => t.CreatedAt).ThenBy(t => t.Id).Select(t => ApiTokenView.Of(t, agents.Find(t.AgentId)))]);

    private static async Task<IResult> CreateAsync(
        HttpContext context, ApiTokenDraft draft, AgentCallers callers, CreateApiToken create, CancellationToken cancellationToken) =>
        (await create.HandleAsync(callers.Of(context.User), draft, cancellationToken)).ToHttp();

    private static async Task<IResult> RevokeAsync(HttpContext context, Guid id, AgentCallers callers, RevokeApiToken revoke, CancellationToken cancellationToken) =>
        (await revoke.HandleAsync(callers.Of(context.User), id, cancellationToken)).ToHttp();
}
