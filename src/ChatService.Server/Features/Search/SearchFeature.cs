using System.Globalization;
using ChatService.Domain.Conversations;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Contacts;
using ChatService.Server.Features.Conversations;
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
        .AddSingleton<IContactIndex>(s => s.GetRequiredService<IStorageEngine>().Name == "sqlite"
            ? new SqliteContactIndex(s.GetRequiredService<WriteSession>())
            : new PostgresContactIndex(s.GetRequiredService<WriteSession>()))
        .AddSingleton<IFindContacts, FindContacts>()
        .AddSingleton<ContactIndexer>()
        .AddSingleton<ICommitListener>(s => s.GetRequiredService<ContactIndexer>())
        .AddHostedService(s => s.GetRequiredService<ContactIndexer>())
        .AddSingleton<SearchMessages>()
        .AddSingleton<SearchIndexer>()
        .AddSingleton<ICommitListener>(s => s.GetRequiredService<SearchIndexer>())
        .AddHostedService(s => s.GetRequiredService<SearchIndexer>());

    /// <summary>/api/search, for agents.</summary>
    public static IEndpointRouteBuilder MapSearch(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/search", AnswerAsync).RequireAuthorization(Policies.Agent).WithTags("Search");
        return routes;
    }

    private static async Task<IResult> AnswerAsync(
        [AsParameters] SearchQuery query, SearchMessages search, AgentCallers callers, HttpContext http, CancellationToken cancellationToken)
    {
        var filter = query.Filter();
        var page = filter.IsOk
            ? await search.HandleAsync(callers.Of(http.User), query.Q, query.Limit ?? UsualLimit, cancellationToken, filter.OrThrow())
            : filter.Refusal;
        return page.Map(found => new { items = found.Items, nextCursor = found.Next?.ToString(CultureInfo.InvariantCulture) }).ToHttp();
    }
}

/// <summary>The query string of a search. PROTOCOL.md §4.</summary>
public sealed record SearchQuery
{
    public string? Q { get; init; }
    public int? Limit { get; init; }
    public string? Cursor { get; init; }
    public Guid? InboxId { get; init; }
    public Guid? AgentId { get; init; }
    public string? State { get; init; }
    public DateTimeOffset? From { get; init; }
    public DateTimeOffset? To { get; init; }
    public string? Tag { get; init; }
    public bool? Automatic { get; init; }

    /// <summary>invalid_argument for a cursor or a state that we do not know.</summary>
    public Outcome<SearchFilter> Filter()
    {
        var before = long.MaxValue;
        if (!string.IsNullOrEmpty(Cursor) && !long.TryParse(Cursor, NumberStyles.None, CultureInfo.InvariantCulture, out before))
        {
            return Refusal.Invalid("The cursor is not valid.");
        }

        ConversationState? state = null;
        if (!string.IsNullOrEmpty(State))
        {
            state = Enum.GetValues<ConversationState>().Cast<ConversationState?>().FirstOrDefault(s => ConversationViews.State(s!.Value) == State);
            if (state is null)
            {
                return Refusal.Invalid("There is no such state.");
            }
        }

        return new SearchFilter(InboxId, AgentId, state, From?.ToUniversalTime(), To?.ToUniversalTime())
        {
            Before = before, Tag = string.IsNullOrEmpty(Tag) ? null : Tag, Automatic = Automatic == true,
        };
    }
}
