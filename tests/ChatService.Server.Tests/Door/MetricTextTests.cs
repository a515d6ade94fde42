using System.Diagnostics.Metrics;
using ChatService.Server.Platform.Observability;
using Microsoft.Extensions.DependencyInjection;

namespace ChatService.Server.Tests.Door;

public sealed class MetricTextTests
{
    [Fact]
    public void Instruments_become_families_with_units_labels_and_buckets()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var elsewhere = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var exporter = new MetricsExporter(services.GetRequiredService<IMeterFactory>());
        var meter = services.GetRequiredService<IMeterFactory>().Create("ChatService.TextTest");
        elsewhere.GetRequiredService<IMeterFactory>().Create("ChatService.TextTest").CreateCounter<long>("chatservice.test.foreign").Add(1);
        var sent = meter.CreateCounter<long>("chatservice.test.sent", "{message}", "Messages\nsent.");
        meter.CreateCounter<long>("chatservice.test.untouched");
        var open = meter.CreateUpDownCounter<int>("chatservice.test.open");
        var wait = meter.CreateHistogram("chatservice.test.wait", "s", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 30] });
        meter.CreateObservableGauge("chatservice.test.size", () => 7, "By");

        sent.Add(2, new KeyValuePair<string, object?>("kind", "a\"b\\c"));
        sent.Add(3, new KeyValuePair<string, object?>("kind", "a\"b\\c"));
        open.Add(5);
        open.Add(-2);
        wait.Record(0.5);
        wait.Record(30);
        wait.Record(31);

        var text = string.Join('\n', exporter.Write().Split('\n').Where(l => l.Contains("chatservice_test", StringComparison.Ordinal)));
        Assert.Equal(
            """
            # HELP chatservice_test_open chatservice.test.open
            # TYPE chatservice_test_open gauge
            chatservice_test_open 3
            # HELP chatservice_test_sent_total Messages sent.
            # TYPE chatservice_test_sent_total counter
            chatservice_test_sent_total{kind="a\"b\\c"} 5
            # HELP chatservice_test_size_bytes chatservice.test.size
            # TYPE chatservice_test_size_bytes gauge
            chatservice_test_size_bytes 7
            # HELP chatservice_test_untouched_total chatservice.test.untouched
            # TYPE chatservice_test_untouched_total counter
            chatservice_test_untouched_total 0
            # HELP chatservice_test_wait_seconds chatservice.test.wait
            # TYPE chatservice_test_wait_seconds histogram
            chatservice_test_wait_seconds_bucket{le="1"} 1
            chatservice_test_wait_seconds_bucket{le="30"} 2
            chatservice_test_wait_seconds_bucket{le="+Inf"} 3
            chatservice_test_wait_seconds_sum 61.5
            chatservice_test_wait_seconds_count 3
            """.ReplaceLineEndings("\n"),
            text);
    }
}
