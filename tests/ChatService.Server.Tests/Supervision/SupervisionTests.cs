using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ChatService.Contracts;
using ChatService.Testing;

namespace ChatService.Server.Tests.Supervision;

/// <summary>Supervisors have hands, and what they do with them leaves a trace and is told.</summary>
public sealed class SupervisionTests
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_supervisor_sets_an_agents_status_and_the_agent_is_told_who_did_it()
    {
        await using var host = ChatHost.Start();
        await using var admin = await host.AdminAsync();
        await using var supervisor = await host.HireAsync(admin, "sue@example.com", "supervisor");
        await using var mei = await host.HireAsync(admin, "mei@example.com");
        await mei.CallAsync<SetStatusAnswer>("SetStatus", new { status = "offline" });
        var id = await AgentIdAsync(admin, "mei@example.com");

        using var answer = await supervisor.Http.PutAsJsonAsync($"/api/agents/{id}/status", new { status = "available" }, Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var alert = await mei.Alerts.First(a => a.Kind == "status_set");
        Assert.Equal(("available", "sue"), (alert.Status, alert.By!.Name));
        Assert.Equal("available", (await mei.Presence.First(p => p.AgentId == id && p.Status == "available")).Status);
        Assert.Single(await AuditAsync(admin), e => e is { Action: "set_status", Entity: "agent" } && e.EntityId == id && e.ActorName == "sue");
    }

    [Fact]
    public async Task An_agent_sets_no_colleagues_status_and_hands_over_nothing_in_bulk()
    {
        await using var host = ChatHost.Start();
        await using var admin = await host.AdminAsync();
        await using var mei = await host.HireAsync(admin, "mei@example.com");
        var id = await AgentIdAsync(admin, "mei@example.com");
        using var status = await mei.Http.PutAsJsonAsync($"/api/agents/{id}/status", new { status = "available" }, Token);
        using var transfer = await mei.Http.PostAsJsonAsync("/api/conversations/transfer", new { conversationIds = new[] { id }, agentId = id }, Token);
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (status.StatusCode, transfer.StatusCode));
    }

    [Fact]
    public async Task A_takeover_is_told_to_the_former_agent_and_stands_in_the_audit_log()
    {
        await using var host = ChatHost.Start();
        await using var admin = await host.AdminAsync();
        await using var mei = await host.HireAsync(admin, "mei@example.com");
        await using var visitor = await host.VisitorAsync();
        var id = (await visitor.StartAsync("Hello")).ConversationId;
        await mei.CallAsync<ConversationAnswer>("Take", new { conversationId = id });
        await admin.CallAsync<ConversationAnswer>("Take", new { conversationId = id });
        var alert = await mei.Alerts.First(a => a.Kind == "taken_over");
        Assert.Equal(id, alert.ConversationId);
        Assert.NotNull(alert.By);
        Assert.Single(await AuditAsync(admin), e => e is { Action: "take_over", EntityName: "mei" } && e.EntityId == id);
    }

    [Fact]
    public async Task Watching_a_colleague_stands_in_the_audit_log_once_and_the_customer_sees_nothing()
    {
        await using var host = ChatHost.Start();
        await using var admin = await host.AdminAsync();
        await using var mei = await host.HireAsync(admin, "mei@example.com");
        await using var visitor = await host.VisitorAsync();
        var id = (await visitor.StartAsync("Hello")).ConversationId;
        await admin.CallAsync<JsonElement>("Watch", new { conversationId = id });
        await mei.CallAsync<ConversationAnswer>("Take", new { conversationId = id });
        await mei.CallAsync<JsonElement>("Watch", new { conversationId = id });
        await admin.CallAsync<JsonElement>("Watch", new { conversationId = id });
        await admin.CallAsync<JsonElement>("Watch", new { conversationId = id });
        Assert.Single(await AuditAsync(admin), e => e.Action == "watch" && e.EntityId == id);
    }

    [Fact]
    public async Task Several_are_handed_over_at_once_and_each_has_its_own_result()
    {
        await using var host = ChatHost.Start();
        await using var admin = await host.AdminAsync();
        await using var mei = await host.HireAsync(admin, "mei@example.com");
        await using var one = await host.VisitorAsync();
        await using var other = await host.VisitorAsync();
        var first = (await one.StartAsync("Hello")).ConversationId;
        var closed = (await other.StartAsync("Hello")).ConversationId;
        await admin.CallAsync<ConversationAnswer>("Take", new { conversationId = first });
        await admin.CallAsync<StateAnswer>("Close", new { conversationId = closed });
        var target = await AgentIdAsync(admin, "mei@example.com");
        await mei.StatusAsync("available");

        using var answer = await admin.Http.PostAsJsonAsync(
            "/api/conversations/transfer", new { conversationIds = new[] { first, closed, Guid.NewGuid() }, agentId = target, note = "Yours now" }, Token);
        var results = (await answer.Content.ReadFromJsonAsync<TransferManyAnswer>(Web, Token))!.Items;
        Assert.Equal([null, "conflict", "not_found"], results.Select(r => r.Code));
        Assert.NotNull(results[0].State);

        using var none = await admin.Http.PostAsJsonAsync("/api/conversations/transfer", new { conversationIds = Array.Empty<Guid>(), agentId = target }, Token);
        Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);
    }

    private static async Task<Guid> AgentIdAsync(AgentClient admin, string email)
    {
        var list = await admin.GetAsync<JsonElement>("/api/agents");
        return list.GetProperty("items").EnumerateArray().Single(a => a.GetProperty("email").GetString() == email).GetProperty("id").GetGuid();
    }

    private static async Task<IReadOnlyList<Entry>> AuditAsync(AgentClient admin)
    {
        var list = await admin.GetAsync<JsonElement>("/api/audit");
        return [.. list.GetProperty("items").Deserialize<List<Entry>>(Web)!];
    }

    private sealed record Entry(string Action, string Entity, Guid? EntityId, string? EntityName, string? ActorName);
}
