using ChatService.Server.Platform.Identity;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Audit;

/// <summary>The door of the audit trail.</summary>
public static class AuditFeature
{
    /// <summary>Registers the table and its reader.</summary>
    public static IServiceCollection AddAudit(this IServiceCollection services) =>
        services.AddSingleton<IModelPart, AuditModel>().AddSingleton<AuditQueries>();

    /// <summary>Maps <c>GET /api/audit?cursor=</c>.</summary>
    public static IEndpointRouteBuilder MapAudit(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/audit", (string? cursor, AuditQueries queries, CancellationToken cancellationToken) => queries.PageAsync(cursor, cancellationToken))
            .RequireAuthorization(Policies.Admin).WithTags("Audit");
        return routes;
    }
}
