using System.Text.Json;
using System.Text.RegularExpressions;
using ChatService.Contracts;
using ChatService.Testing;

namespace ChatService.Server.Tests.Operations;

/// <summary>Alerts and plots are read at three in the morning: what they name must be there.</summary>
public sealed partial class ShippedFilesTests
{
    // Prometheus' own: whether it could scrape.
    private const string Scraped = "up";

    private static readonly string Root = FindRoot();

    [Fact]
    public async Task Alerts_and_dashboard_name_only_figures_that_a_running_server_exports()
    {
        await using var host = ChatHost.Start();
        await using var admin = await host.AdminAsync();
        await using var visitor = await host.VisitorAsync();
        await visitor.StartAsync("Hello");
        await admin.CallAsync<ConversationAnswer>("Take", new { conversationId = visitor.ConversationId });
        await admin.SendAsync(visitor.ConversationId, "Good morning");
        await visitor.Messages.First(message => message.Text == "Good morning");

        var scrape = await host.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        var exported = scrape.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('{', ' ')[0]).ToHashSet();

        var named = AlertExpressions().Concat(DashboardExpressions()).SelectMany(Names).ToHashSet();
        Assert.True(named.Count > 40, $"only {named.Count} names were found");
        Assert.Empty(named.Except(exported).Except([Scraped]));
    }

    [Fact]
    public void Every_alert_has_a_runbook_a_summary_and_a_severity()
    {
        var alerts = AlertBlocks();
        Assert.True(alerts.Count > 15, $"only {alerts.Count} alerts were found");
        Assert.All(alerts, alert =>
        {
            var runbook = RunbookUrl().Match(alert);
            Assert.True(runbook.Success && File.Exists(Path.Combine(Root, runbook.Groups[1].Value)), alert);
            Assert.Matches("severity: (critical|warning) ", alert);
            Assert.Contains("summary: ", alert, StringComparison.Ordinal);
        });
        Assert.Equal(alerts.Count, alerts.Select(a => a.Split('\n')[0].Trim()).Distinct().Count());
    }

    [Theory]
    [InlineData("PublicUrl", "public-url")]
    [InlineData("Proxy__Known", "known-proxies")]
    public void The_manifest_requires_what_only_the_operator_knows(string setting, string key) => Assert.Contains(
        $"- {{ name: {setting}, valueFrom: {{ configMapKeyRef: {{ name: chatservice, key: {key} }} }} }}", Deploy.Text("kubernetes/chatservice.yaml"), StringComparison.Ordinal);

    [Theory]
    [InlineData("automountServiceAccountToken: false")]
    [InlineData("runAsNonRoot: true, runAsUser: ")]
    [InlineData("seccompProfile: { type: RuntimeDefault }")]
    [InlineData("readOnlyRootFilesystem: true")]
    [InlineData("allowPrivilegeEscalation: false")]
    [InlineData("capabilities: { drop: [ALL] }")]
    [InlineData("kind: NetworkPolicy")]
    [InlineData("policyTypes: [Ingress, Egress]")]
    [InlineData("SSL Mode=VerifyFull")]
    [InlineData("ssl=true")]
    public void A_pod_has_no_right_that_it_does_not_need(string line) => Assert.Contains(line, Deploy.Text("kubernetes/chatservice.yaml"), StringComparison.Ordinal);

    [Theory]
    [InlineData("kubernetes/chatservice.yaml")]
    [InlineData("compose.yaml")]
    public void Images_are_named_so_that_they_stay_the_same(string file) => Assert.All(
        Image().Matches(Deploy.Text(file)).Select(m => m.Groups[1].Value),
        image => Assert.True(image.Contains("@sha256:", StringComparison.Ordinal) || FullVersion().IsMatch(image), image));

    [Theory]
    [InlineData("compose.yaml")]
    [InlineData("cluster.sh")]
    public void The_server_is_no_superuser_and_redis_asks_for_a_password(string file)
    {
        var text = Deploy.Text(file);
        Assert.DoesNotMatch("ConnectionStrings__Postgres.*Username=postgres", text);
        Assert.Matches("ConnectionStrings__Postgres.*Username=chatservice", text);
        Assert.Matches("ConnectionStrings__Redis.*password=", text);
        Assert.Contains("requirepass", text, StringComparison.Ordinal);
        // An argument stands in the list of processes.
        Assert.DoesNotContain("--requirepass", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_index_of_the_runbooks_lists_them_all_and_every_link_leads_somewhere()
    {
        var directory = Path.Combine(Root, "docs", "ops");
        var index = File.ReadAllText(Path.Combine(directory, "README.md"));
        Assert.All(Directory.GetFiles(directory, "*.md").Select(Path.GetFileName).Where(f => f != "README.md"), file => Assert.Contains($"({file})", index, StringComparison.Ordinal));
        foreach (var page in Directory.GetFiles(directory, "*.md"))
        {
            Assert.All(
                Link().Matches(File.ReadAllText(page)).Select(m => m.Groups[1].Value.Split('#')[0]).Where(l => l.Length > 0 && !l.StartsWith("http", StringComparison.Ordinal)),
                link => Assert.True(Path.Exists(Path.Combine(directory, link)), $"{Path.GetFileName(page)}: {link}"));
        }
    }

    [Fact]
    public void An_expression_s_names_are_told_from_its_functions_labels_and_values() => Assert.Equal(
        ["a_total", "b_seconds_bucket", "c_ready", "up"],
        Names("sum by (some_label) (rate(a_total{http_code=\"x_y\"}[$__rate_interval])) / clamp_min(histogram_quantile(0.9, sum by (le) (b_seconds_bucket)), 1) and on (d_e) c_ready == 1 or up")
            .Distinct().Order(StringComparer.Ordinal));

    private static List<string> AlertBlocks() =>
        [.. File.ReadAllText(Path.Combine(Root, "deploy", "observability", "alerts.yaml")).Split("- alert: ").Skip(1)];

    private static IEnumerable<string> AlertExpressions() => AlertBlocks().Select(alert => Expression().Match(alert) is { Success: true } match
        ? match.Groups[1].Value
        : throw new InvalidOperationException("An alert without an expression:\n" + alert));

    private static IEnumerable<string> DashboardExpressions()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "deploy", "observability", "grafana-dashboard.json")));
        return [.. dashboard.RootElement.GetProperty("panels").EnumerateArray().Where(p => p.TryGetProperty("targets", out _))
            .SelectMany(p => p.GetProperty("targets").EnumerateArray()).Select(t => t.GetProperty("expr").GetString()!)];
    }

    // What is left when values, label lists and ranges are gone and no bracket follows, is a name.
    private static IEnumerable<string> Names(string expression) =>
        Name().Matches(NoNames().Replace(expression, " ")).Select(m => m.Value);

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "ChatService.sln")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new InvalidOperationException("The repository's root was not found above the test's directory.");
    }

    [GeneratedRegex("runbook_url: (docs/ops/[a-z-]+\\.md)")]
    private static partial Regex RunbookUrl();

    [GeneratedRegex("expr: (?:\\|\\n)?(.*?)\\n        (?:for|labels):", RegexOptions.Singleline)]
    private static partial Regex Expression();

    [GeneratedRegex("\"[^\"]*\"|\\{[^}]*\\}|\\[[^\\]]*\\]|\\b(?:by|on|ignoring|without)\\s*\\([^)]*\\)")]
    private static partial Regex NoNames();

    [GeneratedRegex("\\b(?:up|[a-z0-9]+(?:_[a-z0-9]+)+)\\b(?!\\s*\\()")]
    private static partial Regex Name();

    [GeneratedRegex("\\]\\(([^)]+)\\)")]
    private static partial Regex Link();

    [GeneratedRegex("^\\s*image: (\\S+)", RegexOptions.Multiline)]
    private static partial Regex Image();

    [GeneratedRegex(":[0-9]+\\.[0-9]+(\\.[0-9]+)?(-|$)")]
    private static partial Regex FullVersion();
}
