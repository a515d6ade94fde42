using ChatService.Server.Features.Agents;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Http;
using ChatService.Server.Platform.Identity;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.BusinessHours;

/// <summary>The calls of PROTOCOL.md §4, for admins.</summary>
internal static class BusinessHoursApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/business-hours").RequireAuthorization(Policies.Admin).WithTags("business-hours");
        group.MapGet("/", (Snapshot<BusinessHours> hours) =>
            new ListAnswer<BusinessHoursBody>([.. hours.Rows.OrderBy(h => h.Name, StringComparer.OrdinalIgnoreCase).ThenBy(h => h.Id).Select(BusinessHoursWords.View)]));
        group.MapPost("/", (BusinessHoursBody body, ManageBusinessHours hours, AgentCallers callers, HttpContext http, CancellationToken token) =>
            hours.CreateAsync(body, callers.Of(http.User), token));
        group.MapPut("/{id:guid}", (Guid id, BusinessHoursBody body, ManageBusinessHours hours, AgentCallers callers, HttpContext http, CancellationToken token) =>
            hours.ChangeAsync(id, body, callers.Of(http.User), token));
        group.MapDelete("/{id:guid}", async (Guid id, ManageBusinessHours hours, AgentCallers callers, HttpContext http, CancellationToken token) =>
            (await hours.DeleteAsync(id, callers.Of(http.User), token)).ToHttp());
        group.MapPost("/{id:guid}/import-holidays", async (Guid id, ImportHolidays import, AgentCallers callers, HttpContext http, CancellationToken token) =>
                (await import.HandleAsync(id, http.Request.Body, callers.Of(http.User), token)).ToHttp())
            .Accepts<string>("text/calendar");
    }
}
