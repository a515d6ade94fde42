using ChatService.Server.Platform.Identity;
using ChatService.Server.Platform.Errors;

namespace ChatService.Server.Platform.Observability;

/// <summary>The door of metrics and logs.</summary>
public static class ObservabilityDoor
{
    /// <summary>Registers the exporter, first of the hosted parts, so that it hears all others; and sets up logging.</summary>
    public static WebApplicationBuilder AddObservability(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddMetrics();
        builder.Services.AddSingleton<MetricsExporter>().AddHostedService(s => s.GetRequiredService<MetricsExporter>());
        builder.Services.AddHostedService<ProcessMetrics>();
        builder.Services.AddSingleton<MetricsAccess>();
        // Started early and stopped late: the spans of the others' end are sent as well.
        builder.Services.AddSingleton<TelemetryExport>().AddHostedService(s => s.GetRequiredService<TelemetryExport>());
        LogTo(builder.Logging, plain: builder.Environment.IsDevelopment() || !Console.IsOutputRedirected);
        return builder;
    }

    /// <summary>Maps <c>/metrics</c>.</summary>
    public static IEndpointRouteBuilder MapObservability(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/metrics", async (HttpContext context, MetricsAccess access, MetricsExporter exporter) =>
            await access.CheckAsync(context) is { } refusal
                ? (IResult)refusal.ToProblem()
                : TypedResults.Text(exporter.Write(), "text/plain; version=0.0.4; charset=utf-8")).AllowAnonymous().ExcludeFromDescription().WithMetadata(new ServesAnyHost());
        return routes;
    }

    private static void LogTo(ILoggingBuilder logging, bool plain)
    {
        logging.ClearProviders();
        if (plain)
        {
            logging.AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat, console.UseUtcTimestamp) = (true, "HH:mm:ss.fff ", true));
        }
        else
        {
            logging.AddJsonConsole(console => (console.TimestampFormat, console.UseUtcTimestamp, console.IncludeScopes) = ("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", true, true));
        }

        // Below warnings the framework logs URLs, and a hub's URL carries a token.
        logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
        // Says that keys are stored unencrypted; they are, knowingly: see Platform/Identity/README.md.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
    }
}
