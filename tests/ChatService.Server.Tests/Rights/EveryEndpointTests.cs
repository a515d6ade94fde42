using System.Text.RegularExpressions;
using ChatService.Server.Tests.Door;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace ChatService.Server.Tests.Rights;

/// <summary>
/// Every endpoint that is mapped × who calls. The list is compared with what the server maps: an endpoint without a line here fails, so nobody adds one without saying who may call it.
/// </summary>
public sealed partial class EveryEndpointTests
{
    private enum Least
    {
        /// <summary>Whoever comes.</summary>
        Nobody,
        Agent,
        Supervisor,
        Admin,
    }

    private static readonly Dictionary<string, Least> Lines = new()
    {
        ["GET /"] = Least.Nobody,
        ["GET /demo"] = Least.Nobody,
        ["GET /console/{**path:nonfile}"] = Least.Nobody,
        ["GET /health/live"] = Least.Nobody,
        ["GET /health/ready"] = Least.Nobody,
        ["GET /health/sockets"] = Least.Nobody,
        ["GET /openapi/{documentName}.json"] = Least.Nobody,
        ["POST /api/auth/login"] = Least.Nobody,
        // With the link's own token in the body.
        ["POST /api/auth/link/look"] = Least.Nobody,
        ["POST /api/auth/link"] = Least.Nobody,
        // Customers see it beside the answer.
        ["GET /avatars/{id:guid}"] = Least.Nobody,
        ["POST /api/widget/session"] = Least.Nobody,
        // With the visitor's own token in the body.
        ["POST /api/widget/session/end"] = Least.Nobody,
        // From this machine; from elsewhere it is for admins: OperationsTests, AddressTests.
        ["GET /metrics"] = Least.Nobody,
        ["POST /api/auth/logout"] = Least.Agent,
        ["GET /api/auth/me"] = Least.Agent,
        ["POST /api/auth/password"] = Least.Agent,
        ["PUT /api/auth/me"] = Least.Agent,
        ["PUT /api/auth/photo"] = Least.Agent,
        ["DELETE /api/auth/photo"] = Least.Agent,
        ["GET /api/auth/sessions"] = Least.Agent,
        ["DELETE /api/auth/sessions"] = Least.Agent,
        ["DELETE /api/auth/sessions/{id:guid}"] = Least.Agent,
        ["POST /api/auth/second-factor/secret"] = Least.Agent,
        ["POST /api/auth/second-factor"] = Least.Agent,
        ["POST /api/auth/second-factor/off"] = Least.Agent,
        ["GET /api/agents"] = Least.Agent,
        ["POST /api/agents"] = Least.Admin,
        ["PUT /api/agents/{id:guid}"] = Least.Admin,
        ["DELETE /api/agents/{id:guid}"] = Least.Admin,
        ["POST /api/agents/{id:guid}/password"] = Least.Admin,
        ["PUT /api/agents/{id:guid}/status"] = Least.Supervisor,
        ["GET /api/teams"] = Least.Agent,
        ["POST /api/teams"] = Least.Admin,
        ["PUT /api/teams/{id:guid}"] = Least.Admin,
        ["DELETE /api/teams/{id:guid}"] = Least.Admin,
        ["GET /api/inboxes"] = Least.Agent,
        ["POST /api/inboxes"] = Least.Admin,
        ["PUT /api/inboxes/{id:guid}"] = Least.Admin,
        ["DELETE /api/inboxes/{id:guid}"] = Least.Admin,
        ["POST /api/inboxes/{id:guid}/rotate-secret"] = Least.Admin,
        ["GET /api/contacts"] = Least.Agent,
        ["GET /api/contacts/{id:guid}"] = Least.Agent,
        ["PUT /api/contacts/{id:guid}"] = Least.Agent,
        ["GET /api/contacts/{id:guid}/conversations"] = Least.Agent,
        ["GET /api/contacts/{id:guid}/pages"] = Least.Agent,
        ["POST /api/contacts/{id:guid}/revoke-tokens"] = Least.Admin,
        ["PUT /api/contacts/{id:guid}/note"] = Least.Agent,
        ["POST /api/conversations/{id:guid}/tags"] = Least.Agent,
        ["DELETE /api/conversations/{id:guid}/tags"] = Least.Agent,
        ["GET /api/inboxes/{id:guid}/sightings"] = Least.Admin,
        ["GET /api/conversations"] = Least.Agent,
        ["POST /api/conversations/transfer"] = Least.Supervisor,
        ["POST /api/conversations/{id:guid}/callback-done"] = Least.Agent,
        ["GET /api/conversations/{id:guid}"] = Least.Agent,
        ["GET /api/conversations/{id:guid}/events"] = Least.Agent,
        ["GET /api/conversations/{id:guid}/messages"] = Least.Agent,
        ["GET /api/conversations/{id:guid}/routing"] = Least.Agent,
        ["PUT /api/conversations/{id:guid}/tags"] = Least.Agent,
        ["PUT /api/conversations/{id:guid}/skills"] = Least.Agent,
        ["GET /api/search"] = Least.Agent,
        ["GET /api/tags"] = Least.Agent,
        ["POST /api/tags/rename"] = Least.Admin,
        ["DELETE /api/tags"] = Least.Admin,
        ["GET /api/canned-replies"] = Least.Agent,
        ["POST /api/canned-replies"] = Least.Supervisor,
        ["PUT /api/canned-replies/{id:guid}"] = Least.Supervisor,
        ["DELETE /api/canned-replies/{id:guid}"] = Least.Supervisor,
        ["GET /api/reports/service-level"] = Least.Supervisor,
        ["GET /api/reports/service-level/conversations"] = Least.Supervisor,
        ["GET /api/reports/wall"] = Least.Supervisor,
        ["GET /api/auto-replies"] = Least.Admin,
        ["POST /api/auto-replies"] = Least.Admin,
        ["PUT /api/auto-replies/{id:guid}"] = Least.Admin,
        ["DELETE /api/auto-replies/{id:guid}"] = Least.Admin,
        ["GET /api/auto-replies/{id:guid}/firings"] = Least.Admin,
        ["GET /api/sla-policies"] = Least.Admin,
        ["POST /api/sla-policies"] = Least.Admin,
        ["PUT /api/sla-policies/{id:guid}"] = Least.Admin,
        ["DELETE /api/sla-policies/{id:guid}"] = Least.Admin,
        ["GET /api/business-hours"] = Least.Admin,
        ["POST /api/business-hours"] = Least.Admin,
        ["PUT /api/business-hours/{id:guid}"] = Least.Admin,
        ["DELETE /api/business-hours/{id:guid}"] = Least.Admin,
        ["POST /api/business-hours/{id:guid}/import-holidays"] = Least.Admin,
        ["GET /api/api-tokens"] = Least.Admin,
        ["POST /api/api-tokens"] = Least.Admin,
        ["DELETE /api/api-tokens/{id:guid}"] = Least.Admin,
        ["GET /api/audit"] = Least.Admin,
    };

    [Fact]
    public async Task Every_endpoint_has_a_line_and_every_line_an_endpoint()
    {
        await using var host = await DoorHost.StartAsync();

        Assert.Equal(Lines.Keys.Order(StringComparer.Ordinal), Mapped(host).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_endpoint_answers_those_who_may_and_refuses_those_who_may_not()
    {
        await using var host = await DoorHost.StartAsync(("Limits:AgentPerMinute", "100000"));
        using var admin = await host.AdminAsync();
        var connect = (await admin.PostAsync("/api/widget/session", new { inboxKey = "demo" }))["connectToken"].GetString();
        var inbox = (await admin.GetAsync("/api/inboxes"))["items"][0].GetProperty("id").GetGuid();
        (string Who, string? Token, Least? Role, bool MayOnlyRead)[] callers =
        [
            ("nobody", null, null, false),
            ("a visitor", connect, null, false),
            ("an agent", await TokenAsync(admin, new { name = "t", role = "agent" }), Least.Agent, false),
            ("an agent of one inbox", await TokenAsync(admin, new { name = "t", role = "agent", inboxIds = new[] { inbox } }), Least.Agent, false),
            ("a supervisor", await TokenAsync(admin, new { name = "t", role = "supervisor" }), Least.Supervisor, false),
            ("an admin", await TokenAsync(admin, new { name = "t", role = "admin" }), Least.Admin, false),
            ("a reading admin", await TokenAsync(admin, new { name = "t", role = "admin", scope = "read" }), Least.Admin, true),
        ];

        var wrong = new List<string>();
        foreach (var (call, least) in Lines)
        {
            foreach (var (who, token, role, mayOnlyRead) in callers)
            {
                using var client = host.Client();
                client.Token = token;
                var answer = await SendAsync(client, call);
                var expected = least == Least.Nobody ? mayOnlyRead && !call.StartsWith("GET", StringComparison.Ordinal) ? 403 : 0
                    : role is null ? 401
                    : role < least || (mayOnlyRead && !call.StartsWith("GET", StringComparison.Ordinal)) ? 403
                    : 0;
                // A log-in and a changed password refuse by themselves, with another code: whoever comes must say the right words.
                var got = answer.Status is 401 or 403 && answer.Code is "unauthenticated" or "forbidden" ? answer.Status : 0;
                if (got != expected || answer.Status is 405 or >= 500)
                {
                    wrong.Add($"{call} by {who}: {answer.Status} {answer.Code} instead of {(expected == 0 ? "an answer" : expected)}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    private static IEnumerable<string> Mapped(DoorHost host) => host.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        // Hubs: EveryHubMethodTests.
        .Where(endpoint => endpoint.Metadata.GetMetadata<HubMetadata>() is null)
        .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Select(method => $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}"))
        .Distinct();

    private static async Task<string> TokenAsync(DoorClient admin, object draft) => (await admin.PostAsync("/api/api-tokens", draft))["token"].GetString()!;

    private static Task<Answer> SendAsync(DoorClient client, string call)
    {
        var (method, path) = (call.Split(' ')[0], Placeholder().Replace(call.Split(' ')[1], part => part.Value.Contains("guid", StringComparison.Ordinal) ? Guid.NewGuid().ToString() : "v1"));
        object? body = method is "POST" or "PUT" ? new { } : null;
        return client.SendAsync(new HttpMethod(method), path, path.EndsWith("/import-holidays", StringComparison.Ordinal) ? new StringContent("", null, "text/calendar") : body);
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Placeholder();
}
