using ChatService.Server.Features.Agents;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Identity;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Search;

/// <summary>The door of this room.</summary>
public static class SearchFeature
{
    private const int UsualLimit = 20;

    /// <summary>The search of the engine in use, and what fills its index.</summary>
    public static IServiceCollection AddSearch(this IServiceCollection services) => services
        .AddSingleton<IMessageSearch>(s => s.GetRequiredService<IStorageEngine>().Name == "sqlite"
            ? new SqliteMessageSearch(s.GetRequiredService<WriteSession>())
            : new PostgresMessageSearch(s.GetRequiredService<WriteSession>(), s.GetRequiredService<GramShares>()))
        .AddSingleton<GramShares>()
        .AddSingleton<SearchMessages>()
        .AddSingleton<SearchIndexer>()
        .AddSingleton<ICommitListener>(s => s.GetRequiredService<SearchIndexer>())
        .AddHostedService(s => s.GetRequiredService<SearchIndexer>());

    /// <summary>/api/search, for agents.</summary>
    public static IEndpointRouteBuilder MapSearch(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/search", async (string? q, int? limit, SearchMessages search, AgentCallers callers, HttpContext http, CancellationToken cancellationToken) =>
            (await search.HandleAsync(callers.Of(http.User), q, limit ?? UsualLimit, cancellationToken)).Map(items => new { items, nextCursor = (string?)null }).ToHttp())
            .RequireAuthorization(Policies.Agent).WithTags("Search");
        return routes;
    }
}
