using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ChatService.Server.Platform.Admission;
using ChatService.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ChatService.Server.Tests.Operations;

/// <summary>F18 and P9 at the door: who is let in when there are too many.</summary>
public sealed class AdmissionTests
{
    [Fact]
    public async Task A_full_node_turns_visitors_away_keeps_room_for_an_agent_and_takes_the_next_when_one_leaves()
    {
        await using var host = Start(("MaxConnections", "3"), ("AgentReserve", "1"));
        var token = (await host.VisitorAsync()).Session.ConnectToken;
        await using var second = await Upgrade.TryAsync(host.Url, Visitor(token));
        await using var refused = await Upgrade.TryAsync(host.Url, Visitor(token));

        Assert.True(second.IsIn);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
        Assert.InRange(refused.RetryAfterSeconds ?? 0, 1, 30);
        Assert.Equal((503, 200, 200), (await StatusAsync(host, "/health/sockets"), await StatusAsync(host, "/health/ready"), await StatusAsync(host, "/health/live")));

        await using var admin = await host.AdminAsync();
        await using var oneTooMany = await Upgrade.TryAsync(host.Url, "/hubs/agent", [.. CookieOf(admin, host)]);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, oneTooMany.Status);

        await second.DisposeAsync();
        await HeldAsync(host, 2);
        await using var next = await Upgrade.TryAsync(host.Url, Visitor(token));
        Assert.True(next.IsIn);

        var metrics = await host.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        Assert.Contains("chatservice_admission_refused_total{reason=\"full\",side=\"visitor\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("chatservice_admission_refused_total{reason=\"full\",side=\"agent\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("chatservice_admission_connections{side=\"visitor\"} 2\n", metrics, StringComparison.Ordinal);
        Assert.Contains("chatservice_admission_connections_max 3\n", metrics, StringComparison.Ordinal);
        Assert.Single(host.Errors.Lines, line => line.Contains("turns new sockets away (full)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Too_many_in_a_second_are_asked_to_come_back_at_moments_of_their_own()
    {
        var time = new ManualTime();
        await using var host = Start(time, ("ConnectsPerSecond", "20"));
        await using var admin = await host.AdminAsync();

        var token = await SessionAsync(host);

        // One of the twenty was the admin's; two are kept for agents.
        var answers = new List<(int Status, int Seconds)>();
        for (var i = 0; i < 117; i++)
        {
            answers.Add(await NegotiateAsync(host, token));
        }

        Assert.Equal(17, answers.Count(a => a.Status == 200));
        Assert.All(answers.Take(17), a => Assert.Equal(200, a.Status));
        var seconds = answers.Skip(17).Select(a => a.Seconds).ToList();
        Assert.All(seconds, s => Assert.InRange(s, 1, 6));
        Assert.True(seconds.Distinct().Count() >= 3, string.Join(' ', seconds));
        await using var again = await admin.AlsoAtAsync(host.Url);

        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await NegotiateAsync(host, token)).Status);
    }

    [Fact]
    public async Task Nobody_without_a_log_in_uses_up_what_is_kept_for_agents()
    {
        await using var host = Start(new ManualTime(), ("ConnectsPerSecond", "10"), ("MaxConnections", "2"));

        for (var i = 0; i < 50; i++)
        {
            await using var stranger = await Upgrade.TryAsync(host.Url, "/hubs/agent", ("Origin", host.Url.GetLeftPart(UriPartial.Authority)));
            Assert.Equal(HttpStatusCode.Unauthorized, stranger.Status);
        }

        await using var admin = await host.AdminAsync();
        Assert.Equal(1, Of(host).HeldOf(Side.Agent));
    }

    [Fact]
    public async Task A_refusal_says_why_in_the_words_of_all_errors_also_to_a_page_of_another_site()
    {
        await using var host = Start(("MaxConnections", "1"), ("AgentReserve", "0"));
        await using var visitor = await host.VisitorAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/hubs/visitor/negotiate?negotiateVersion=1");
        request.Headers.Add("Origin", "https://shop.example.com");

        using var answer = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);

        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal("unavailable", problem.GetProperty("code").GetString());
        Assert.Equal(answer.Headers.RetryAfter!.Delta, TimeSpan.FromSeconds(problem.GetProperty("retryAfterSeconds").GetInt32()));
        Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
    }

    [Fact]
    public async Task A_long_polling_connection_goes_on_while_the_node_is_full_and_is_counted_until_its_end()
    {
        await using var host = Start(("MaxConnections", "2"), ("AgentReserve", "0"));
        await using var visitor = await host.VisitorAsync();
        var poller = await LongPoller.OpenAsync(host.Http, visitor.Session.ConnectToken);
        await HeldAsync(host, 2);
        await using var refused = await Upgrade.TryAsync(host.Url, Visitor(visitor.Session.ConnectToken));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);

        var answer = await poller.CallAsync("StartConversation", $"{{\"clientMessageId\":\"{Guid.NewGuid()}\",\"text\":\"Hello\"}}");

        Assert.Equal(1, answer.GetProperty("result").GetProperty("seq").GetInt32());
        await poller.EndAsync();
        await HeldAsync(host, 1);
    }

    [Fact]
    public async Task When_many_come_at_once_no_more_are_in_than_there_is_room_and_none_is_counted_afterwards()
    {
        await using var host = Start(("MaxConnections", "20"), ("AgentReserve", "5"), ("ConnectsPerSecond", "1000"));
        var token = (await host.VisitorAsync()).Session.ConnectToken;

        var all = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => Upgrade.TryAsync(host.Url, Visitor(token))))).Soon();

        Assert.Equal(14, all.Count(u => u.IsIn));
        Assert.Equal(186, all.Count(u => u.Status == HttpStatusCode.ServiceUnavailable && u.RetryAfterSeconds >= 1));
        Assert.Equal(15, Of(host).Held);
        foreach (var one in all)
        {
            await one.DisposeAsync();
        }

        await HeldAsync(host, 1);
    }

    private static ChatHost Start(params (string Name, string Value)[] settings) => Start(null, settings);

    private static ChatHost Start(TimeProvider? time, params (string Name, string Value)[] settings)
    {
        var all = new Dictionary<string, string>(Roomy.Limits);
        foreach (var (name, value) in settings)
        {
            all["Admission:" + name] = value;
        }

        return ChatHost.Start(time: time, settings: all);
    }

    private static Admission Of(ChatHost host) => host.Services.GetRequiredService<Admission>();

    private static string Visitor(string token) => "/hubs/visitor?access_token=" + token;

    private static IEnumerable<(string, string)> CookieOf(AgentClient agent, ChatHost host) =>
        [("Cookie", agent.Cookie(host.Url)), ("Origin", host.Url.GetLeftPart(UriPartial.Authority))];

    private static async Task<int> StatusAsync(ChatHost host, string path)
    {
        using var answer = await host.Http.GetAsync(path, TestContext.Current.CancellationToken).Soon();
        return (int)answer.StatusCode;
    }

    private static async Task<string> SessionAsync(ChatHost host)
    {
        using var answer = await host.Http.PostAsJsonAsync("/api/widget/session", new { inboxKey = "demo" }).Soon();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>().Soon()).GetProperty("connectToken").GetString()!;
    }

    private static async Task<(int Status, int Seconds)> NegotiateAsync(ChatHost host, string token)
    {
        using var answer = await host.Http.PostAsync("/hubs/visitor/negotiate?negotiateVersion=1&access_token=" + token, null).Soon();
        return ((int)answer.StatusCode, (int)(answer.Headers.RetryAfter?.Delta?.TotalSeconds ?? 0));
    }

    // A socket's end is noticed by the server when it reads it.
    private static async Task HeldAsync(ChatHost host, int expected)
    {
        using var limit = new CancellationTokenSource(Limit.AtMost);
        while (Of(host).Held != expected)
        {
            await Task.Delay(10, limit.Token);
        }
    }
}
