using ChatService.Server.Platform;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Identity;

namespace ChatService.Server.Features.Analytics;

/// <summary>The door of this room.</summary>
public static class AnalyticsFeature
{
    /// <summary>Reports; no table of its own.</summary>
    public static IServiceCollection AddAnalytics(this IServiceCollection services) => services
        .AddSingleton<ServiceLevelFacts>()
        .AddSingleton<ServiceLevelFromLog>()
        .AddSingleton<ServiceLevelReports>()
        .AddSingleton<ServiceLevelDrillDown>()
        .AddSingleton<RecentBreaches>()
        .AddSingleton<WallQuery>();

    /// <summary>/api/reports, for supervisors.</summary>
    public static IEndpointRouteBuilder MapAnalytics(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        var group = routes.MapGroup("/api/reports").RequireAuthorization(Policies.Supervisor).WithTags("reports");
        group.MapGet("/service-level", ReportAsync);
        group.MapGet("/service-level/conversations", ConversationsAsync);
        group.MapGet("/wall", WallAsync);
        return routes;
    }

    private static async Task<IResult> WallAsync(DateTimeOffset? from, WallQuery wall, CancellationToken cancellationToken) =>
        (await wall.ReadAsync(from, cancellationToken)).ToHttp();

    private static async Task<IResult> ReportAsync(
        [AsParameters] ServiceLevelRequest request, ServiceLevelReports reports, TimeProvider time, CancellationToken cancellationToken)
    {
        var errors = new Complaints();
        var query = ServiceLevelQuery.Read(request, time.Now(), errors);
        return errors.ToRefusal() is { } bad ? bad.ToProblem() : TypedResults.Ok(await reports.ReportAsync(query, cancellationToken));
    }

    private static async Task<IResult> ConversationsAsync(
        [AsParameters] ServiceLevelRequest request, ServiceLevelDrillDown drillDown, TimeProvider time, CancellationToken cancellationToken)
    {
        var errors = new Complaints();
        var query = ServiceLevelQuery.Read(request, time.Now(), errors);
        ServiceLevelDrillDown.Check(request, errors);
        return errors.ToRefusal() is { } bad ? bad.ToProblem() : TypedResults.Ok(await drillDown.PageAsync(query, request, cancellationToken));
    }
}
