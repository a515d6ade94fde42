using System.Diagnostics;
using ChatService.Server.Platform.Nodes;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ChatService.Server.Platform.Observability;

/// <summary>
/// Sends metrics and traces to a collector (OTLP) while there is one to send to. Nobody waits for it: what the collector does not take is dropped, and said once in a while.
/// At the end what is left is sent, for at most <see cref="FlushWithin"/>.
/// </summary>
public sealed class TelemetryExport(IConfiguration configuration, NodeIdentity node, TimeProvider time, ILogger<ExportFailures> logger) : IHostedService, IDisposable
{
    // A node that stops must not wait for a collector that is not there.
    private static readonly TimeSpan FlushWithin = TimeSpan.FromSeconds(3);

    // One request; shorter than the default, for what is not taken in this time is late for its purpose.
    private static readonly TimeSpan SendWithin = TimeSpan.FromSeconds(5);

    private MeterProvider? meters;
    private TracerProvider? traces;
    private ExportFailures? failures;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (TelemetryOptions.Read(configuration) is { } options)
        {
            failures = new ExportFailures(time, logger);
            meters = Meters(options);
            traces = Traces(options);
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var limit = (int)FlushWithin.TotalMilliseconds;
        // Both block, and wait at the same time.
        await Task.WhenAll(Task.Run(() => traces?.Shutdown(limit), CancellationToken.None), Task.Run(() => meters?.Shutdown(limit), CancellationToken.None));
    }

    public void Dispose()
    {
        traces?.Dispose();
        meters?.Dispose();
        failures?.Dispose();
    }

    private MeterProvider Meters(TelemetryOptions options) => Sdk.CreateMeterProviderBuilder()
        .SetResourceBuilder(Resource())
        .AddMeter("ChatService.*", "Microsoft.AspNetCore.*", "System.Runtime", "Npgsql")
        .AddReader(new PeriodicExportingMetricReader(new OtlpMetricExporter(To(options, "metrics")), (int)options.MetricEvery.TotalMilliseconds, (int)SendWithin.TotalMilliseconds))
        .Build();

    private TracerProvider Traces(TelemetryOptions options) => Sdk.CreateTracerProviderBuilder()
        .SetResourceBuilder(Resource())
        .AddSource(Tracing.Name, "Microsoft.AspNetCore", "Microsoft.AspNetCore.SignalR.Server", "Npgsql")
        .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(options.SampledShare)))
        .AddProcessor(new SpanScrub())
        .AddProcessor(new BatchActivityExportProcessor(new OtlpTraceExporter(To(options, "traces")), exporterTimeoutMilliseconds: (int)SendWithin.TotalMilliseconds))
        .Build();

    // What the operator says of this resource (OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES) has the last word.
    private ResourceBuilder Resource() => ResourceBuilder.CreateEmpty()
        .AddService("chatservice", serviceVersion: typeof(TelemetryExport).Assembly.GetName().Version?.ToString(3), autoGenerateServiceInstanceId: false, serviceInstanceId: node.Id)
        .AddTelemetrySdk()
        .AddEnvironmentVariableDetector();

    private static OtlpExporterOptions To(TelemetryOptions options, string kind)
    {
        var exporter = new OtlpExporterOptions
        {
            Endpoint = options.For(kind),
            Protocol = options.Grpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf,
            TimeoutMilliseconds = (int)SendWithin.TotalMilliseconds,
        };
        if (options.Headers is { Length: > 0 } headers)
        {
            exporter.Headers = headers;
        }

        return exporter;
    }

    /// <summary>Takes away what may hold a token or somebody's words, whoever put it there: query strings, whole addresses, texts of errors.</summary>
    private sealed class SpanScrub : BaseProcessor<Activity>
    {
        private static readonly string[] Unwanted = ["url.query", "url.full", "http.url", "http.target", "user_agent.original", "client.address", "exception.message", "exception.stacktrace"];

        public override void OnEnd(Activity data)
        {
            ArgumentNullException.ThrowIfNull(data);
            foreach (var tag in Unwanted)
            {
                data.SetTag(tag, null);
            }

            if (data.StatusDescription is not null)
            {
                data.SetStatus(data.Status);
            }
        }
    }
}
