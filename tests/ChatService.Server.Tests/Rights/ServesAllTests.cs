using System.Text.Json;
using ChatService.Server.Features.Agents;
using ChatService.Server.Tests.Door;
using ChatService.Testing;

namespace ChatService.Server.Tests.Rights;

/// <summary>To serve every inbox is said by somebody; it never follows from having lost the last team or inbox.</summary>
public sealed class ServesAllTests
{
    [Fact]
    public async Task An_agent_made_without_teams_and_inboxes_serves_every_inbox()
    {
        await using var host = await DoorHost.StartAsync();
        using var admin = await host.AdminAsync();

        var made = await admin.PostAsync("/api/agents", new { email = "ann@example.com", name = "Ann", password = DoorHost.Password });
        using var ann = await host.LoggedInAsync("ann@example.com");

        Assert.True(made["servesAll"].GetBoolean());
        Assert.True((await ann.GetAsync("/api/auth/me"))["agent"].GetProperty("servesAll").GetBoolean());
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task Whoever_says_it_is_believed(bool servesAll, bool withTeam)
    {
        await using var host = await DoorHost.StartAsync();
        using var admin = await host.AdminAsync();
        var team = (await admin.PostAsync("/api/teams", new { name = "Sales" }))["id"].GetGuid();

        var made = await admin.PostAsync("/api/agents", new { email = "ann@example.com", name = "Ann", servesAll, teamIds = withTeam ? new[] { team } : [] });

        Assert.Equal(servesAll, made["servesAll"].GetBoolean());
    }

    [Theory]
    [InlineData("the team is deleted")]
    [InlineData("the team is emptied")]
    [InlineData("the agent's teams are emptied")]
    [InlineData("the agent's inboxes are emptied")]
    public async Task Who_loses_the_last_place_serves_nothing(string way)
    {
        await using var host = await DoorHost.StartAsync();
        using var admin = await host.AdminAsync();
        var team = await admin.PostAsync("/api/teams", new { name = "Sales" });
        var inbox = (await admin.GetAsync("/api/inboxes"))["items"][0].GetProperty("id").GetGuid();
        var byInbox = way == "the agent's inboxes are emptied";
        var made = await admin.PostAsync("/api/agents", new
        {
            email = "ann@example.com", name = "Ann", password = DoorHost.Password,
            teamIds = byInbox ? [] : new[] { team["id"].GetGuid() }, inboxIds = byInbox ? new[] { inbox } : [],
        });
        using var visitors = new HttpClient { BaseAddress = host.Address };
        await using var visitor = await VisitorClient.OpenAsync(visitors);
        await visitor.StartAsync("Hello");

        var answer = way switch
        {
            "the team is deleted" => await admin.DeleteAsync($"/api/teams/{team["id"].GetGuid()}"),
            "the team is emptied" => await admin.PutAsync($"/api/teams/{team["id"].GetGuid()}", new { memberIds = Array.Empty<Guid>(), version = await VersionAsync(admin, "/api/teams", team["id"].GetGuid()) }),
            "the agent's teams are emptied" => await admin.PutAsync($"/api/agents/{made["id"].GetGuid()}", new { teamIds = Array.Empty<Guid>(), version = 1 }),
            _ => await admin.PutAsync($"/api/agents/{made["id"].GetGuid()}", new { inboxIds = Array.Empty<Guid>(), version = 1 }),
        };

        using var ann = await host.LoggedInAsync("ann@example.com");
        Assert.Equal(200, answer.Status);
        Assert.False((await ann.GetAsync("/api/auth/me"))["agent"].GetProperty("servesAll").GetBoolean());
        Assert.Empty((await ann.GetAsync("/api/conversations"))["items"].EnumerateArray());
        Assert.Empty((await ann.GetAsync("/api/contacts"))["items"].EnumerateArray());
        Assert.Equal("not_found", (await ann.GetAsync($"/api/conversations/{visitor.ConversationId}")).Code);
    }

    [Fact]
    public async Task Who_serves_everything_for_want_of_a_place_is_narrowed_by_the_first_one()
    {
        await using var host = await DoorHost.StartAsync();
        using var admin = await host.AdminAsync();
        var made = await admin.PostAsync("/api/agents", new { email = "ann@example.com", name = "Ann" });

        await admin.PostAsync("/api/teams", new { name = "Sales", memberIds = new[] { made["id"].GetGuid() } });

        Assert.False((await AgentAsync(admin, made["id"].GetGuid())).GetProperty("servesAll").GetBoolean());
    }

    [Theory]
    [InlineData("", false, false)]
    [InlineData("?serveAll=true", true, false)]
    [InlineData("?moveTo=", false, true)]
    public async Task The_members_whom_a_deleted_team_leaves_go_where_the_admin_says(string query, bool servesAll, bool moved)
    {
        await using var host = await DoorHost.StartAsync();
        using var admin = await host.AdminAsync();
        var (sales, other) = ((await admin.PostAsync("/api/teams", new { name = "Sales" }))["id"].GetGuid(), (await admin.PostAsync("/api/teams", new { name = "Other" }))["id"].GetGuid());
        var left = (await admin.PostAsync("/api/agents", new { email = "left@example.com", name = "Left", teamIds = new[] { sales } }))["id"].GetGuid();
        var stays = (await admin.PostAsync("/api/agents", new { email = "stays@example.com", name = "Stays", teamIds = new[] { sales, other } }))["id"].GetGuid();

        var answer = await admin.DeleteAsync($"/api/teams/{sales}{query}{(moved ? other : null)}");

        Assert.Equal(200, answer.Status);
        var (one, two) = (await AgentAsync(admin, left), await AgentAsync(admin, stays));
        Assert.Equal(servesAll, one.GetProperty("servesAll").GetBoolean());
        Assert.Equal(moved ? [other] : [], one.GetProperty("teamIds").EnumerateArray().Select(id => id.GetGuid()));
        Assert.False(two.GetProperty("servesAll").GetBoolean());
        Assert.Equal([other], two.GetProperty("teamIds").EnumerateArray().Select(id => id.GetGuid()));
    }

    [Fact]
    public async Task A_team_cannot_leave_its_members_to_itself_or_to_nobody()
    {
        await using var host = await DoorHost.StartAsync();
        using var admin = await host.AdminAsync();
        var sales = (await admin.PostAsync("/api/teams", new { name = "Sales" }))["id"].GetGuid();

        Assert.Equal("invalid_argument", (await admin.DeleteAsync($"/api/teams/{sales}?moveTo={sales}")).Code);
        Assert.Equal("invalid_argument", (await admin.DeleteAsync($"/api/teams/{sales}?moveTo={Guid.NewGuid()}")).Code);
    }

    private static async Task<JsonElement> AgentAsync(DoorClient admin, Guid id) =>
        (await admin.GetAsync("/api/agents"))["items"].EnumerateArray().Single(item => item.GetProperty("id").GetGuid() == id);

    private static async Task<int> VersionAsync(DoorClient admin, string path, Guid id) =>
        (await admin.GetAsync(path))["items"].EnumerateArray().Single(item => item.GetProperty("id").GetGuid() == id).GetProperty("version").GetInt32();
}
