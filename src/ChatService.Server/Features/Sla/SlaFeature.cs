using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Http;
using ChatService.Server.Platform.Identity;
using ChatService.Server.Platform.Storage;
using ChatService.Server.Platform.Timers;

namespace ChatService.Server.Features.Sla;

/// <summary>The door of this room.</summary>
public static class SlaFeature
{
    /// <summary>Clocks, policies, and the default policy of an empty installation. The schema must be there before the host starts.</summary>
    public static IServiceCollection AddSla(this IServiceCollection services) => services
        .AddSingleton<IModelPart, SlaModel>()
        .AddSnapshot<SlaPolicyVersion>()
        .AddSingleton<SlaPolicies>()
        .AddSingleton<IInboxPromise, InboxPromise>()
        .AddSingleton<SlaClocks>()
        .AddMetrics()
        .AddSingleton<SlaMetrics>()
        .AddSingleton<ICommitListener>(s => s.GetRequiredService<SlaMetrics>())
        .AddSingleton<ResolutionStart>()
        .AddSingleton<SlaQueries>()
        .AddSingleton<IConversationDetailPart>(s => s.GetRequiredService<SlaQueries>())
        .AddSingleton<IBreachedConversations>(s => s.GetRequiredService<SlaQueries>())
        .AddSingleton<ManageSlaPolicies>()
        .AddSingleton<IConversationReaction, SlaReaction>()
        .AddSingleton<IConversationTimerHandler, SlaTimers>()
        .AddSingleton<IInboxHoursReaction, HoursChange>()
        .AddSingleton<ITimerRunner, HoursChangeRunner>()
        .AddHostedService<SeedSlaPolicy>();

    /// <summary>/api/sla-policies, for admins.</summary>
    public static IEndpointRouteBuilder MapSla(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        var group = routes.MapGroup("/api/sla-policies").RequireAuthorization(Policies.Admin).WithTags("sla-policies");
        group.MapGet("/", (SlaPolicies policies) =>
            new ListAnswer<SlaPolicyBody>([.. policies.Current.OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase).ThenBy(p => p.Id).Select(SlaPolicyWords.View)]));
        group.MapPost("/", (SlaPolicyBody body, ManageSlaPolicies policies, AgentCallers callers, HttpContext http, CancellationToken token) => policies.CreateAsync(body, callers.Of(http.User), token));
        group.MapPut("/{id:guid}", (Guid id, SlaPolicyBody body, ManageSlaPolicies policies, AgentCallers callers, HttpContext http, CancellationToken token) => policies.ChangeAsync(id, body, callers.Of(http.User), token));
        group.MapDelete("/{id:guid}", async (Guid id, ManageSlaPolicies policies, AgentCallers callers, HttpContext http, CancellationToken token) => (await policies.DeleteAsync(id, callers.Of(http.User), token)).ToHttp());
        return routes;
    }
}
