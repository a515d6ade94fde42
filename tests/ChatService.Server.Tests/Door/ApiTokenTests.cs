using ChatService.Server.Features.Agents;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Tests.Door;

public sealed class ApiTokenTests
{
    [Fact]
    public async Task A_token_is_shown_once_stored_as_a_hash_and_acts_with_its_role()
    {
        await using var host = await DoorHost.StartAsync();
        using var admin = await host.AdminAsync();
        var made = await admin.PostAsync("/api/api-tokens", new { name = "CRM", role = "agent" });
        var token = made["token"].GetString()!;
        using var program = host.Client();
        program.Token = token;

        var me = await program.GetAsync("/api/auth/me");
        var forbidden = await program.GetAsync("/api/audit");
        var listed = await admin.GetAsync("/api/api-tokens");
        var stored = await host.ReadAsync(db => db.Set<ApiToken>().SingleAsync());

        Assert.Matches("^cs_[A-Za-z0-9_-]{43}$", token);
        Assert.Equal("agent", me["agent"].GetProperty("role").GetString());
        Assert.Equal((403, "forbidden"), (forbidden.Status, forbidden.Code));
        Assert.DoesNotContain(token, listed.Body.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(stored.Hash, listed.Body.GetRawText(), StringComparison.Ordinal);
        Assert.NotEqual(token, stored.Hash);
        Assert.Equal(stored.CreatedAt, listed["items"][0].GetProperty("lastUsedAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task The_agent_behind_a_token_is_no_person_in_the_list()
    {
        await using var host = await DoorHost.StartAsync();
        using var admin = await host.AdminAsync();
        var before = (await admin.GetAsync("/api/agents"))["items"].GetArrayLength();
        var made = await admin.PostAsync("/api/api-tokens", new { name = "CRM", role = "admin" });
        var id = made["agentId"].GetGuid();

        Assert.Equal(before, (await admin.GetAsync("/api/agents"))["items"].GetArrayLength());
        Assert.Equal(404, (await admin.PutAsync($"/api/agents/{id}", new { name = "x", version = 1 })).Status);
        Assert.Equal(404, (await admin.PostAsync($"/api/agents/{id}/password")).Status);
    }

    [Fact]
    public async Task A_token_of_a_person_is_that_person()
    {
        await using var host = await DoorHost.StartAsync();
        var ann = await host.AgentAsync("ann@example.com", AgentRole.Supervisor);
        using var admin = await host.AdminAsync();

        var wrong = await admin.PostAsync("/api/api-tokens", new { name = "Ann's", agentId = ann.Id, role = "admin" });
        var made = await admin.PostAsync("/api/api-tokens", new { name = "Ann's", agentId = ann.Id });
        using var program = host.Client();
        program.Token = made["token"].GetString();

        Assert.Equal(["role"], wrong.ErrorFields);
        Assert.Equal(ann.Id, (await program.GetAsync("/api/auth/me"))["agent"].GetProperty("id").GetGuid());
        await admin.DeleteAsync($"/api/agents/{ann.Id}");
        Assert.Equal(401, (await program.GetAsync("/api/auth/me")).Status);
    }

    [Fact]
    public async Task A_password_reset_ends_the_tokens_of_that_person_and_no_others()
    {
        await using var host = await DoorHost.StartAsync();
        var ann = await host.AgentAsync("ann@example.com", AgentRole.Supervisor);
        using var admin = await host.AdminAsync();
        using var personal = host.Client();
        personal.Token = (await admin.PostAsync("/api/api-tokens", new { name = "Ann's", agentId = ann.Id }))["token"].GetString();
        using var service = host.Client();
        service.Token = (await admin.PostAsync("/api/api-tokens", new { name = "CRM", role = "agent" }))["token"].GetString();
        Assert.Equal(200, (await personal.GetAsync("/api/auth/me")).Status);

        await admin.PostAsync($"/api/agents/{ann.Id}/password");

        Assert.Equal((401, 200), ((await personal.GetAsync("/api/auth/me")).Status, (await service.GetAsync("/api/auth/me")).Status));
        Assert.Equal("CRM", Assert.Single((await admin.GetAsync("/api/api-tokens"))["items"].EnumerateArray()).GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_token_ends_when_it_expires_and_when_it_is_revoked()
    {
        await using var host = await DoorHost.StartAsync();
        using var admin = await host.AdminAsync();
        var expires = await admin.PostAsync("/api/api-tokens", new { name = "a", role = "agent", expiresAt = host.Time.GetUtcNow().AddHours(1) });
        var revoked = await admin.PostAsync("/api/api-tokens", new { name = "b", role = "agent" });
        using var one = host.Client();
        using var other = host.Client();
        (one.Token, other.Token) = (expires["token"].GetString(), revoked["token"].GetString());
        Assert.Equal((200, 200), ((await one.GetAsync("/api/auth/me")).Status, (await other.GetAsync("/api/auth/me")).Status));

        host.Time.Advance(TimeSpan.FromHours(1));
        await admin.DeleteAsync($"/api/api-tokens/{revoked["id"].GetGuid()}");

        Assert.Equal((401, 401), ((await one.GetAsync("/api/auth/me")).Status, (await other.GetAsync("/api/auth/me")).Status));
    }

    [Theory]
    [InlineData("cs_")]
    [InlineData("cs_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("something else")]
    public async Task A_foreign_token_is_no_login(string token)
    {
        await using var host = await DoorHost.StartAsync();
        using var client = host.Client();
        client.Token = token;

        var answer = await client.GetAsync("/api/auth/me");

        Assert.Equal((401, "unauthenticated"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_token_is_refused_in_a_url_that_is_no_hub()
    {
        await using var host = await DoorHost.StartAsync();
        using var admin = await host.AdminAsync();
        var made = await admin.PostAsync("/api/api-tokens", new { name = "CRM", role = "agent" });
        using var client = host.Client();

        Assert.Equal(401, (await client.GetAsync($"/api/auth/me?access_token={made["token"].GetString()}")).Status);
    }

    [Fact]
    public async Task Everything_wrong_with_a_token_is_said_at_once()
    {
        await using var host = await DoorHost.StartAsync();
        using var admin = await host.AdminAsync();

        var answer = await admin.PostAsync("/api/api-tokens", new { name = "", role = "boss", expiresAt = host.Time.GetUtcNow().AddHours(-1), agentId = Guid.NewGuid() });

        Assert.Equal(["agentId", "expiresAt", "name", "role"], answer.ErrorFields);
    }
}
