using System.Text.RegularExpressions;
using ChatService.Server.Features.Agents;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ChatService.Server.Tests.Door;

/// <summary>Who may call what; PROTOCOL.md §4.</summary>
public sealed partial class RoleTests
{
    // Who ends a session that never was is answered as done.
    private static readonly string[] Open =
        ["POST /api/auth/login", "POST /api/auth/link/look", "POST /api/auth/link", "POST /api/widget/session", "POST /api/widget/session/end"];

    /// <summary>Calls for admins only.</summary>
    public static readonly TheoryData<string> AdminCalls =
    [
        "POST /api/agents", "PUT /api/agents/{id}", "DELETE /api/agents/{id}", "POST /api/agents/{id}/password",
        "POST /api/teams", "PUT /api/teams/{id}", "DELETE /api/teams/{id}",
        "POST /api/inboxes", "PUT /api/inboxes/{id}", "DELETE /api/inboxes/{id}", "POST /api/inboxes/{id}/rotate-secret",
        "GET /api/auto-replies", "POST /api/auto-replies", "PUT /api/auto-replies/{id}", "DELETE /api/auto-replies/{id}", "GET /api/auto-replies/{id}/firings",
        "GET /api/sla-policies", "POST /api/sla-policies", "PUT /api/sla-policies/{id}", "DELETE /api/sla-policies/{id}",
        "GET /api/business-hours", "POST /api/business-hours", "PUT /api/business-hours/{id}", "DELETE /api/business-hours/{id}",
        "POST /api/business-hours/{id}/import-holidays",
        "GET /api/api-tokens", "POST /api/api-tokens", "DELETE /api/api-tokens/{id}",
        "GET /api/audit",
    ];

    /// <summary>Calls for supervisors and admins.</summary>
    public static readonly TheoryData<string> SupervisorCalls =
    [
        "POST /api/canned-replies", "PUT /api/canned-replies/{id}", "DELETE /api/canned-replies/{id}",
        "GET /api/reports/service-level", "GET /api/reports/service-level/conversations", "GET /api/reports/wall",
    ];

    /// <summary>Calls for every agent.</summary>
    public static readonly TheoryData<string> AgentCalls =
    [
        "GET /api/auth/me", "GET /api/agents", "GET /api/teams", "GET /api/inboxes", "GET /api/canned-replies", "GET /api/contacts", "GET /api/conversations",
    ];

    [Fact]
    public async Task Nothing_of_the_api_answers_a_stranger()
    {
        await using var host = await DoorHost.StartAsync();
        using var stranger = host.Client();
        var calls = host.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText?.StartsWith("/api/", StringComparison.Ordinal) == true)
            .SelectMany(e => (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Select(method => $"{method} {e.RoutePattern.RawText!.TrimEnd('/')}"))
            .Except(Open).ToList();

        var answered = new List<string>();
        foreach (var call in calls)
        {
            var answer = await SendAsync(stranger, call);
            if (answer.Status != 401 || answer.Code != "unauthenticated")
            {
                answered.Add($"{call}: {answer.Status} {answer.Code}");
            }
        }

        Assert.True(calls.Count > 40, $"Only {calls.Count} calls were found.");
        Assert.Empty(answered);
    }

    [Fact]
    public async Task Admin_calls_are_refused_to_agents_and_supervisors()
    {
        await using var host = await DoorHost.StartAsync();
        using var agent = await host.AsAsync(AgentRole.Agent);
        using var supervisor = await host.AsAsync(AgentRole.Supervisor);
        foreach (var row in AdminCalls)
        {
            foreach (var client in new[] { agent, supervisor })
            {
                var answer = await SendAsync(client, row.Data);
                Assert.True((answer.Status, answer.Code) == (403, "forbidden"), $"{row.Data}: {answer.Status} {answer.Code}");
            }
        }
    }

    [Fact]
    public async Task Supervisor_calls_are_refused_to_agents_only()
    {
        await using var host = await DoorHost.StartAsync();
        using var agent = await host.AsAsync(AgentRole.Agent);
        using var supervisor = await host.AsAsync(AgentRole.Supervisor);
        foreach (var row in SupervisorCalls)
        {
            var refused = await SendAsync(agent, row.Data);
            var let = await SendAsync(supervisor, row.Data);
            Assert.True((refused.Status, refused.Code) == (403, "forbidden"), $"{row.Data}: {refused.Status} {refused.Code}");
            Assert.True(let.Status is not (401 or 403 or 405), $"{row.Data}: {let.Status} {let.Code}");
        }
    }

    [Fact]
    public async Task Agent_calls_answer_every_agent()
    {
        await using var host = await DoorHost.StartAsync();
        using var agent = await host.AsAsync(AgentRole.Agent);
        foreach (var row in AgentCalls)
        {
            var answer = await SendAsync(agent, row.Data);
            Assert.True(answer.Status == 200, $"{row.Data}: {answer.Status} {answer.Code}");
        }
    }

    private static Task<Answer> SendAsync(DoorClient client, string call)
    {
        var (method, path) = (call.Split(' ')[0], Placeholder().Replace(call.Split(' ')[1], Guid.NewGuid().ToString()));
        object? body = method is "POST" or "PUT" ? new { } : null;
        return client.SendAsync(new HttpMethod(method), path, path.EndsWith("/import-holidays", StringComparison.Ordinal) ? new StringContent("", null, "text/calendar") : body);
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Placeholder();
}
