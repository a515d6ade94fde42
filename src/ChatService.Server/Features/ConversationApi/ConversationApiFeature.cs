using ChatService.Contracts;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Identity;

namespace ChatService.Server.Features.ConversationApi;

/// <summary>The door of this room.</summary>
public static class ConversationApiFeature
{
    /// <summary>Lists, details and tags.</summary>
    public static IServiceCollection AddConversationApi(this IServiceCollection services) => services
        .AddSingleton<QueuePage>()
        .AddSingleton<ConversationLists>()
        .AddSingleton<ConversationDetail>()
        .AddSingleton<SetTags>()
        .AddSingleton<ChangeTag>()
        .AddSingleton<SetSkills>();

    /// <summary>/api/conversations and /api/contacts/{id}/conversations, for agents.</summary>
    public static IEndpointRouteBuilder MapConversationApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/conversations").RequireAuthorization(Policies.Agent).WithTags("Conversations");
        group.MapGet("/", async ([AsParameters] ConversationFilter filter, ConversationLists lists, AgentCallers callers, HttpContext http, CancellationToken cancellationToken) =>
            (await lists.ListAsync(callers.Of(http.User), filter, cancellationToken)).ToHttp());
        group.MapGet("/{id:guid}", async (Guid id, ConversationDetail detail, AgentCallers callers, HttpContext http, CancellationToken cancellationToken) =>
            (await detail.GetAsync(callers.Of(http.User), id, cancellationToken)).ToHttp());
        group.MapGet("/{id:guid}/events", async (Guid id, ConversationDetail detail, AgentCallers callers, HttpContext http, CancellationToken cancellationToken) =>
            (await detail.EventsAsync(callers.Of(http.User), id, cancellationToken)).Map(items => new { items, nextCursor = (string?)null }).ToHttp());
        group.MapGet("/{id:guid}/messages", MessagesAsync);
        group.MapPut("/{id:guid}/tags", async (Guid id, TagsBody body, SetTags tags, AgentCallers callers, HttpContext http, CancellationToken cancellationToken) =>
            (await tags.HandleAsync(new AgentCaller(callers.Of(http.User)), id, body.Tags, cancellationToken)).Map(stored => new { tags = stored }).ToHttp());
        group.MapPost("/{id:guid}/callback-done", async (
            Guid id, CallbackDoneBody body, CompleteCallback complete, AgentCallers callers, HttpContext http, CancellationToken cancellationToken) =>
            (await complete.HandleAsync(new AgentCaller(callers.Of(http.User)), id, body.Note, cancellationToken)).ToHttp());
        group.MapPost("/{id:guid}/tags", async (Guid id, TagBody body, ChangeTag tags, AgentCallers callers, HttpContext http, CancellationToken cancellationToken) =>
            (await tags.AddAsync(new AgentCaller(callers.Of(http.User)), id, body.Tag, cancellationToken)).Map(stored => new { tags = stored }).ToHttp());
        group.MapDelete("/{id:guid}/tags", async (Guid id, string? tag, ChangeTag tags, AgentCallers callers, HttpContext http, CancellationToken cancellationToken) =>
            (await tags.RemoveAsync(new AgentCaller(callers.Of(http.User)), id, tag, cancellationToken)).Map(stored => new { tags = stored }).ToHttp());
        group.MapPut("/{id:guid}/skills", async (Guid id, SkillsBody body, SetSkills skills, AgentCallers callers, HttpContext http, CancellationToken cancellationToken) =>
            (await skills.HandleAsync(new AgentCaller(callers.Of(http.User)), id, body.Skills, body.Was, cancellationToken)).Map(stored => new { skills = stored }).ToHttp());
        routes.MapGet("/api/contacts/{id:guid}/conversations", async (
            Guid id, string? cursor, int? limit, ConversationLists lists, AgentCallers callers, HttpContext http, CancellationToken cancellationToken) =>
            (await lists.OfContactAsync(callers.Of(http.User), id, cursor, limit, cancellationToken)).ToHttp())
            .RequireAuthorization(Policies.Agent).WithTags("Conversations");
        return routes;
    }

    private static async Task<IResult> MessagesAsync(
        Guid id, long? afterSeq, int? limit, ConversationQueries queries, AgentCallers callers, HttpContext http, CancellationToken cancellationToken)
    {
        if (limit is < 1 or > ConversationQueries.MaxMessages)
        {
            return Refusal.Invalid($"limit is from 1 to {ConversationQueries.MaxMessages}.").ToProblem();
        }

        var caller = new AgentCaller(callers.Of(http.User));
        var outcome = await queries.ResumeAsync(caller, new ResumeRequest(id, afterSeq ?? 0), cancellationToken, limit ?? ConversationQueries.MaxMessages);
        return outcome.Map(answer => new { messages = answer.Messages, lastSeq = answer.LastSeq }).ToHttp();
    }
}

/// <summary>The skills, with their lowest levels, that replace the present ones.</summary>
public sealed record SkillsBody(Dictionary<string, int>? Skills, Dictionary<string, int>? Was = null);

/// <summary>How the call went, for colleagues.</summary>
public sealed record CallbackDoneBody(string? Note = null);

/// <summary>One tag to add.</summary>
public sealed record TagBody(string? Tag);

/// <summary>The tags that replace the present ones.</summary>
public sealed record TagsBody(IReadOnlyList<string?>? Tags);
