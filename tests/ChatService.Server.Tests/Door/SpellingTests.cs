using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChatService.Server.Features.Agents;
using ChatService.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace ChatService.Server.Tests.Door;

/// <summary>Routing ignores how a path is written. So must every guard: each mapped endpoint is asked for in every spelling, and is guarded in each as in the usual one.</summary>
public sealed partial class SpellingTests
{
    private const string Evil = "https://evil.example";

    private sealed record Call(string Method, string Path, bool IsHub);

    private sealed record Outcome(int Status, string? Code, string? Cache, string? Policy);

    [Fact]
    public async Task Every_endpoint_is_closed_to_strangers_in_every_spelling()
    {
        await using var host = await DoorHost.StartAsync();

        Assert.Empty(await DifferencesAsync(host, null, []));
    }

    [Fact]
    public async Task Every_endpoint_refuses_other_sites_in_every_spelling()
    {
        await using var host = await DoorHost.StartAsync();
        await host.AgentAsync("ann@example.com", AgentRole.Admin);
        using var client = await host.LoggedInAsync("ann@example.com");

        Assert.Empty(await DifferencesAsync(host, client.Cookie, [("Origin", Evil)]));
    }

    [Fact]
    public async Task Every_call_of_the_api_counts_for_its_agent_in_every_spelling()
    {
        await using var host = await DoorHost.StartAsync(("Limits:AgentPerMinute", "1"));
        await host.AgentAsync("ann@example.com", AgentRole.Admin);
        using var client = await host.LoggedInAsync("ann@example.com");
        Assert.Equal(200, (await client.GetAsync("/api/auth/me")).Status);

        Assert.Empty(await DifferencesAsync(host, client.Cookie, []));
        Assert.Equal(429, (await client.GetAsync("/API/Auth/me/")).Status);
    }

    [Theory]
    [InlineData("/api/nowhere")]
    [InlineData("/API/nowhere")]
    [InlineData("/%61pi/nowhere/")]
    public async Task An_unknown_call_is_answered_with_a_code_in_every_spelling(string path)
    {
        await using var host = await DoorHost.StartAsync();
        using var http = new HttpClient { BaseAddress = host.Address };

        var outcome = await AskAsync(http, host.Address, "GET", path, null, []);

        Assert.Equal((404, "not_found", "no-store"), (outcome.Status, outcome.Code, outcome.Cache));
    }

    private static async Task<List<string>> DifferencesAsync(DoorHost host, string? cookie, (string Name, string Value)[] headers)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
        var calls = CallsOf(host);
        Assert.True(calls.Count > 60, $"Only {calls.Count} calls were found.");
        Assert.Equal(2, calls.Count(call => call.IsHub && !call.Path.EndsWith("/negotiate", StringComparison.Ordinal)));
        var differences = new List<string>();
        foreach (var call in calls)
        {
            var usual = await AskAsync(http, host.Address, call.Method, call.Path, cookie, headers);
            foreach (var spelling in SpellingsOf(call.Path))
            {
                var other = await AskAsync(http, host.Address, call.Method, spelling, cookie, headers);
                // What routing does not take for the same endpoint is nothing at all, and refused sooner when it changes something under a cookie of ours.
                if (other != usual && !(other.Status is 403 or 404 && spelling.Contains("//", StringComparison.Ordinal)))
                {
                    differences.Add($"{call.Method} {spelling}: {other} instead of {usual}");
                }
            }
        }

        return differences;
    }

    private static List<Call> CallsOf(DoorHost host) =>
    [
        .. host.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().SelectMany(
            endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Where(method => method != "OPTIONS").Select(
                method => new Call(method, PathOf(endpoint), endpoint.Metadata.GetMetadata<HubMetadata>() is not null))),
    ];

    private static string PathOf(RouteEndpoint endpoint) => "/" + Placeholder()
        .Replace(endpoint.RoutePattern.RawText!, part => part.Value.Contains("guid", StringComparison.Ordinal) ? "0198f0a0-0000-7000-8000-000000000001" : "v1").Trim('/');

    private static IEnumerable<string> SpellingsOf(string path)
    {
        if (path == "/")
        {
            yield break;
        }

        yield return path.ToUpperInvariant();
        yield return path[..1] + CultureInfo.InvariantCulture.TextInfo.ToTitleCase(path[1..]);
        yield return path + "/";
        yield return $"/%{(int)path[1]:x2}{path[2..]}";
        yield return $"{path[..^1]}%{(int)path[^1]:X2}";
        yield return "/" + path;
        yield return path.Insert(path.LastIndexOf('/'), "/");
    }

    private static async Task<Outcome> AskAsync(HttpClient http, Uri server, string method, string path, string? cookie, (string Name, string Value)[] headers)
    {
        var address = new Uri(server.GetLeftPart(UriPartial.Authority) + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        if (method is "POST" or "PUT" or "PATCH")
        {
            request.Content = JsonContent.Create(new { });
        }

        if (cookie is not null)
        {
            request.Headers.Add("Cookie", $"{AgentCookie.Name}={cookie}");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead).Soon();
        return new Outcome(
            (int)response.StatusCode, await CodeAsync(response), response.Headers.CacheControl?.ToString(), response.Headers.GetValues("Content-Security-Policy").Single());
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage response)
    {
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json")
        {
            return null;
        }

        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return body.RootElement.TryGetProperty("code", out var code) ? code.GetString() : null;
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Placeholder();
}
