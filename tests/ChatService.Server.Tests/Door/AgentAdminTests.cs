using ChatService.Server.Features.Agents;
using ChatService.Testing;

namespace ChatService.Server.Tests.Door;

public sealed class AgentAdminTests
{
    [Fact]
    public async Task A_new_agent_without_password_gets_a_one_time_password_that_works()
    {
        await using var host = await DoorHost.StartAsync();
        using var admin = await host.AdminAsync();

        var made = await admin.PostAsync("/api/agents", new { email = "Ann@Example.com", name = "Ann", role = "supervisor", languages = new[] { "zh_cn" }, skills = new { returns = 3 } });
        using var ann = host.Client();
        var login = await ann.PostAsync("/api/auth/login", new { email = "ann@example.com", password = made["oneTimePassword"].GetString(), newPassword = DoorHost.Password });
        var listed = (await admin.GetAsync("/api/agents"))["items"].EnumerateArray().Single(a => a.GetProperty("email").GetString() == "ann@example.com");

        Assert.Equal((200, 200), (made.Status, login.Status));
        Assert.Equal("supervisor", listed.GetProperty("role").GetString());
        Assert.Equal("zh-CN", listed.GetProperty("languages")[0].GetString());
        Assert.Equal(3, listed.GetProperty("skills").GetProperty("returns").GetInt32());
        Assert.Equal(4, listed.GetProperty("capacity").GetInt32());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, listed.GetProperty("oneTimePassword").ValueKind);
    }

    [Fact]
    public async Task Everything_wrong_with_an_agent_is_said_at_once()
    {
        await using var host = await DoorHost.StartAsync();
        using var admin = await host.AdminAsync();

        var answer = await admin.PostAsync("/api/agents", new
        {
            email = "no address", name = " ", role = "boss", locale = "???", capacity = 0, password = "short",
            teamIds = new[] { Guid.NewGuid() }, inboxIds = new[] { Guid.NewGuid() }, languages = new[] { "!" }, skills = new { x = 9 },
        });

        Assert.Equal((400, "invalid_argument"), (answer.Status, answer.Code));
        Assert.Equal(["capacity", "email", "inboxIds", "languages", "locale", "name", "password", "role", "skills.x", "teamIds"], answer.ErrorFields);
        Assert.Equal(400, (await admin.PostAsync("/api/agents", new { email = ChatHost.AdminEmail, name = "Twin" })).Status);
    }

    [Fact]
    public async Task The_second_edit_of_one_version_is_a_conflict()
    {
        await using var host = await DoorHost.StartAsync();
        var agent = await host.AgentAsync("ann@example.com");
        using var admin = await host.AdminAsync();

        var first = await admin.PutAsync($"/api/agents/{agent.Id}", new { name = "Anna", version = 1 });
        var second = await admin.PutAsync($"/api/agents/{agent.Id}", new { name = "Annie", version = 1 });
        var none = await admin.PutAsync($"/api/agents/{agent.Id}", new { name = "Annie" });

        Assert.Equal((200, 2), (first.Status, first["version"].GetInt32()));
        Assert.Equal((409, "conflict"), (second.Status, second.Code));
        Assert.Equal(["version"], none.ErrorFields);
    }

    [Theory]
    [InlineData("role")]
    [InlineData("disable")]
    [InlineData("delete")]
    [InlineData("password")]
    public async Task A_change_of_rights_ends_every_login_at_once(string change)
    {
        await using var host = await DoorHost.StartAsync();
        var agent = await host.AgentAsync("ann@example.com");
        using var ann = await host.LoggedInAsync("ann@example.com");
        using var admin = await host.AdminAsync();

        var answer = change switch
        {
            "role" => await admin.PutAsync($"/api/agents/{agent.Id}", new { role = "supervisor", version = 1 }),
            "disable" => await admin.PutAsync($"/api/agents/{agent.Id}", new { disabled = true, version = 1 }),
            "delete" => await admin.DeleteAsync($"/api/agents/{agent.Id}"),
            _ => await admin.PostAsync($"/api/agents/{agent.Id}/password"),
        };

        Assert.Equal(200, answer.Status);
        Assert.Equal(401, (await ann.GetAsync("/api/auth/me")).Status);
        Assert.Equal(200, (await admin.GetAsync("/api/auth/me")).Status);
    }

    [Fact]
    public async Task The_last_admin_can_be_neither_demoted_nor_disabled()
    {
        await using var host = await DoorHost.StartAsync();
        using var admin = await host.AdminAsync();
        var me = (await admin.GetAsync("/api/auth/me"))["agent"].GetProperty("id").GetGuid();
        await admin.PostAsync("/api/api-tokens", new { name = "a program is no admin who can log in", role = "admin" });

        var demoted = await admin.PutAsync($"/api/agents/{me}", new { role = "agent", version = 1 });
        var disabled = await admin.DeleteAsync($"/api/agents/{me}");
        await host.AgentAsync("second@example.com", AgentRole.Admin);
        var demotedLater = await admin.PutAsync($"/api/agents/{me}", new { role = "agent", version = 1 });

        Assert.Equal((409, "conflict"), (demoted.Status, demoted.Code));
        Assert.Equal((409, "conflict"), (disabled.Status, disabled.Code));
        Assert.Equal(200, demotedLater.Status);
    }

    [Fact]
    public async Task A_disabled_agent_with_an_open_socket_is_told_and_cut_off()
    {
        await using var host = await DoorHost.StartAsync();
        var agent = await host.AgentAsync("ann@example.com");
        await using var ann = await AgentClient.LogInAsync(host.Address, "ann@example.com", DoorHost.Password);
        var cut = new TaskCompletionSource();
        ann.Hub.Closed += _ =>
        {
            cut.TrySetResult();
            return Task.CompletedTask;
        };
        using var admin = await host.AdminAsync();

        await admin.DeleteAsync($"/api/agents/{agent.Id}");

        Assert.Equal("session_ended", (await ann.Closed.First(_ => true)).Code);
        await cut.Task.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_team_edits_its_members_and_leaves_no_trace_when_it_goes()
    {
        await using var host = await DoorHost.StartAsync();
        var agent = await host.AgentAsync("ann@example.com");
        using var admin = await host.AdminAsync();

        var returns = await admin.PostAsync("/api/teams", new { name = "Returns", memberIds = new[] { agent.Id } });
        var id = returns["id"].GetGuid();
        var repairs = await admin.PostAsync("/api/teams", new { name = "Repairs", siblingTeamIds = new[] { id } });
        var inbox = await admin.PostAsync("/api/inboxes", new { key = "shop", name = "Shop", teamIds = new[] { id } });
        var twice = await admin.PostAsync("/api/teams", new { name = "returns", siblingTeamIds = new[] { Guid.NewGuid() }, memberIds = new[] { Guid.NewGuid() } });
        Assert.Equal([id], await TeamsOfAsync(host, agent.Id));

        var gone = await admin.DeleteAsync($"/api/teams/{id}");

        Assert.Equal((200, 200, 200, 200), (returns.Status, repairs.Status, inbox.Status, gone.Status));
        Assert.Equal(["memberIds", "name", "siblingTeamIds"], twice.ErrorFields);
        Assert.Empty(await TeamsOfAsync(host, agent.Id));
        Assert.All((await admin.GetAsync("/api/teams"))["items"].EnumerateArray(), t => Assert.Equal(0, t.GetProperty("siblingTeamIds").GetArrayLength()));
        Assert.All((await admin.GetAsync("/api/inboxes"))["items"].EnumerateArray(), i => Assert.Equal(0, i.GetProperty("teamIds").GetArrayLength()));
        Assert.Equal(404, (await admin.DeleteAsync($"/api/teams/{id}")).Status);
    }

    private static async Task<List<Guid>> TeamsOfAsync(DoorHost host, Guid agentId) =>
        (await host.ReadAsync(db => db.Set<Agent>().FindAsync(agentId).AsTask()))!.TeamIds;
}
