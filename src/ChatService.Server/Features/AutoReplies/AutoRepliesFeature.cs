using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Platform.Cli;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Http;
using ChatService.Server.Platform.Identity;
using ChatService.Server.Platform.Storage;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChatService.Server.Features.AutoReplies;

/// <summary>The door of this room.</summary>
public static class AutoRepliesFeature
{
    /// <summary>Rules, their reaction and their timers.</summary>
    public static IServiceCollection AddAutoReplies(this IServiceCollection services)
    {
        services.TryAddSingleton<IInboxHours, AlwaysOpenHours>();
        services.TryAddSingleton<IInboxDesk, AlwaysStaffed>();
        return services
            .AddSingleton<IModelPart, AutoRepliesModel>()
            .AddSnapshot<AutoReplyRuleRow>()
            .AddSingleton<AutoReplyRules>()
            .AddSingleton<ReplyFacts>()
            .AddSingleton<RuleActions>()
            .AddSingleton<RequestedReplies>()
            .AddSingleton<AutoReplyReaction>()
            .AddSingleton<IConversationReaction>(s => s.GetRequiredService<AutoReplyReaction>())
            .AddSingleton<IConversationTimerHandler>(s => s.GetRequiredService<AutoReplyReaction>())
            .AddSingleton<EditAutoReplies>()
            .AddSingleton<PatternTrial>()
            .AddSingleton<PatternScanner>()
            .AddSingleton<ICustomerTextReader>(s => s.GetRequiredService<PatternScanner>())
            .AddSingleton<FiringQueries>()
            .AddSingleton<ITagSettings, RuleTags>()
            .AddSingleton<IDemoSeed, DemoAutoReplies>()
            .AddHostedService<RefreshSeededRules>();
    }

    /// <summary>/api/auto-replies, for admins.</summary>
    public static IEndpointRouteBuilder MapAutoReplies(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/auto-replies").RequireAuthorization(Policies.Admin).WithTags("Auto-replies");
        group.MapGet("/", (AutoReplyRules rules) => new ListAnswer<AutoReplyBody>([.. rules.All.Select(row => AutoReplyWire.Write(row.Rule))]));
        group.MapPost("/", async (AutoReplyBody body, EditAutoReplies edit, AgentCallers callers, HttpContext http, CancellationToken cancellationToken) =>
            (await edit.CreateAsync(body, callers.Of(http.User), cancellationToken)).ToHttp());
        group.MapPut("/{id:guid}", async (Guid id, AutoReplyBody body, EditAutoReplies edit, AgentCallers callers, HttpContext http, CancellationToken cancellationToken) =>
            (await edit.ChangeAsync(id, body, callers.Of(http.User), cancellationToken)).ToHttp());
        group.MapDelete("/{id:guid}", async (Guid id, EditAutoReplies edit, AgentCallers callers, HttpContext http, CancellationToken cancellationToken) =>
            (await edit.RemoveAsync(id, callers.Of(http.User), cancellationToken)).ToHttp());
        group.MapGet("/{id:guid}/firings", async (Guid id, FiringQueries firings, CancellationToken cancellationToken) =>
            new ListAnswer<FiringView>(await firings.LastAsync(id, cancellationToken)));
        return routes;
    }
}
