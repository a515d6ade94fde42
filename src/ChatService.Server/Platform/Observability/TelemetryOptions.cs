using System.Globalization;

namespace ChatService.Server.Platform.Observability;

/// <summary>Where traces and metrics are sent, by the names that OpenTelemetry gives these settings everywhere. Without an endpoint nothing is made or sent.</summary>
/// <param name="Endpoint">The collector, e.g. <c>http://collector:4318</c>; <c>/v1/traces</c> and <c>/v1/metrics</c> are added.</param>
/// <param name="Headers"><c>name=value,…</c>, for the collector; may hold a key.</param>
/// <param name="Grpc">gRPC (4317) instead of HTTP with protobuf.</param>
/// <param name="SampledShare">0 to 1: of calls that no caller has decided about, how many are traced.</param>
/// <param name="MetricEvery">How often metrics are sent.</param>
public sealed record TelemetryOptions(Uri Endpoint, string? Headers, bool Grpc, double SampledShare, TimeSpan MetricEvery)
{
    /// <summary>Setting of the endpoint.</summary>
    public const string EndpointKey = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Setting of the headers.</summary>
    public const string HeadersKey = "OTEL_EXPORTER_OTLP_HEADERS";

    /// <summary>Setting of the protocol.</summary>
    public const string ProtocolKey = "OTEL_EXPORTER_OTLP_PROTOCOL";

    /// <summary>Setting of the sampled share.</summary>
    public const string ShareKey = "OTEL_TRACES_SAMPLER_ARG";

    /// <summary>Setting of the interval, in milliseconds.</summary>
    public const string IntervalKey = "OTEL_METRIC_EXPORT_INTERVAL";

    /// <summary>One call in ten shows what is slow; all of them would be as much traffic as the chat itself.</summary>
    public const string DefaultShare = "0.1";

    /// <summary>As everywhere: a minute.</summary>
    public const string DefaultInterval = "60000";

    private const string HttpProtobuf = "http/protobuf";
    private const string GrpcName = "grpc";

    /// <summary>Null when nothing is to be sent. The settings have been checked.</summary>
    public static TelemetryOptions? Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return configuration[EndpointKey] is { Length: > 0 } endpoint
            ? new TelemetryOptions(
                new Uri(endpoint),
                configuration[HeadersKey],
                configuration[ProtocolKey] == GrpcName,
                double.Parse(Given(configuration, ShareKey, DefaultShare), CultureInfo.InvariantCulture),
                TimeSpan.FromMilliseconds(int.Parse(Given(configuration, IntervalKey, DefaultInterval), CultureInfo.InvariantCulture)))
            : null;
    }

    /// <summary>What is wrong with a protocol, or null.</summary>
    public static string? ProtocolComplaint(string value) => value is HttpProtobuf or GrpcName ? null : $"must be {HttpProtobuf} or {GrpcName}";

    /// <summary>What is wrong with a share, or null.</summary>
    public static string? ShareComplaint(string value) =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1 ? null : "must be a number from 0 to 1";

    /// <summary>What is wrong with an interval, or null.</summary>
    public static string? IntervalComplaint(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var ms) && ms is >= 100 and <= 3_600_000 ? null : "must be milliseconds from 100 to 3600000";

    /// <summary>The address of one kind of data.</summary>
    public Uri For(string kind) => Grpc ? Endpoint : new Uri(Endpoint.AbsoluteUri.TrimEnd('/') + "/v1/" + kind);

    private static string Given(IConfiguration configuration, string key, string fallback) => configuration[key] is { Length: > 0 } given ? given : fallback;
}
