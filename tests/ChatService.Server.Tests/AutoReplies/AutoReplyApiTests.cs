using System.Text.Json;
using ChatService.Domain.AutoReplies;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Audit;
using ChatService.Server.Features.AutoReplies;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Tests.Desk;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Tests.AutoReplies;

public sealed class AutoReplyApiTests
{
    [Fact]
    public async Task Every_rule_of_the_installation_survives_the_wire_both_ways()
    {
        await using var desk = await DeskHost.StartAsync();
        await desk.SeedAsync();
        var admin = await desk.AgentAsync("Ada", AgentRole.Admin);

        var rules = (await desk.GetAsync(admin, "/api/auto-replies")).Items.ToList();

        Assert.Equal(DefaultAutoReplies.Create().Select(rule => rule.Id), rules.Select(rule => rule.GetProperty("id").GetGuid()));
        foreach (var rule in DefaultAutoReplies.Create())
        {
            var errors = new Complaints();
            var back = AutoReplyWire.Read(AutoReplyWire.Write(rule), rule.Id, rule.Version, errors);
            Assert.False(errors.Any, rule.Name);
            Assert.Equal(JsonSerializer.Serialize(rule), JsonSerializer.Serialize(back));
        }
    }

    [Fact]
    public async Task A_rule_is_written_in_the_words_of_the_protocol()
    {
        await using var desk = await DeskHost.StartAsync();
        var (admin, inbox) = (await desk.AgentAsync("Ada", AgentRole.Admin), await desk.InboxAsync());
        var rule = new
        {
            name = "Sizes",
            order = 7,
            trigger = new { type = "keyword", seconds = (int?)null },
            conditions = new { inboxIds = new[] { inbox.Id }, languages = new[] { "en" }, priorities = new[] { "P2" }, hours = "open" },
            keywords = new { words = new[] { "size", "尺码" } },
            actions = new object[] { new { type = "reply", texts = new { en = "S, M and L" } }, new { type = "set_priority", value = "P3" }, new { type = "close" } },
            oncePerConversation = false,
            cooldownSeconds = 60,
            stopsOthers = true,
        };

        var made = await desk.PostAsync(admin, "/api/auto-replies", rule);

        Assert.Equal(200, made.Status);
        var stored = Assert.Single((await desk.GetAsync(admin, "/api/auto-replies")).Items);
        Assert.Equal(made.Body.GetRawText(), stored.GetRawText());
        Assert.Equal("keyword", stored.GetProperty("trigger").GetProperty("type").GetString());
        Assert.Equal("open", stored.GetProperty("conditions").GetProperty("hours").GetString());
        Assert.Equal(["reply", "set_priority", "close"], stored.GetProperty("actions").EnumerateArray().Select(a => a.GetProperty("type").GetString()));
        Assert.Equal((60, 1), (stored.GetProperty("cooldownSeconds").GetInt32(), stored.GetProperty("version").GetInt32()));
    }

    [Fact]
    public async Task All_complaints_come_at_once_under_the_clients_own_field_names()
    {
        await using var desk = await DeskHost.StartAsync();
        var admin = await desk.AgentAsync("Ada", AgentRole.Admin);

        var refused = await desk.PostAsync(admin, "/api/auto-replies", new
        {
            name = " ",
            trigger = new { type = "waiting", seconds = 0 },
            conditions = new { hours = "night", levels = new[] { "" }, priorities = new[] { "2" }, inboxIds = new[] { Guid.NewGuid() } },
            keywords = new { words = new[] { "a" } },
            actions = new object[]
            {
                new { type = "dance" }, new { type = "reply", texts = new { en = "Hi {{nobody}}" } }, new { type = "assign_team", value = "?" },
                new { type = "hand_to_bot" }, new { type = "add_tag", value = new string('x', 41) },
            },
        });

        Assert.Equal((400, "invalid_argument"), (refused.Status, refused.Code));
        var fields = refused.Body.GetProperty("errors").EnumerateObject().Select(e => e.Name).Order().ToList();
        Assert.Equal(
            [
                "actions[0].type", "actions[1].texts.en", "actions[2].value", "actions[3].type", "actions[4].value", "conditions.hours", "conditions.inboxIds", "conditions.levels",
                "conditions.priorities", "keywords", "name", "trigger.seconds",
            ],
            fields);
    }

    [Theory]
    [InlineData("", "required")]
    [InlineData("(", "bad_format")]
    [InlineData("x*", "bad_format")]
    [InlineData("(?=x)y", "bad_format")]
    public async Task A_bad_pattern_of_what_the_customer_wrote_is_refused_at_its_field(string pattern, string code)
    {
        await using var desk = await DeskHost.StartAsync();
        var admin = await desk.AgentAsync("Ada", AgentRole.Admin);
        var body = AutoReplyWire.Write(Rules.Keyword("tea", "Green or black?"));

        var refused = await desk.PostAsync(admin, "/api/auto-replies", body with { Conditions = body.Conditions! with { Said = new(pattern, true) } });

        Assert.Equal((400, "invalid_argument"), (refused.Status, refused.Code));
        Assert.Equal(code, refused.Body.GetProperty("errorCodes").GetProperty("conditions.said.pattern")[0].GetString());
    }

    [Fact]
    public async Task A_change_of_what_somebody_else_has_changed_is_a_conflict()
    {
        await using var desk = await DeskHost.StartAsync();
        var admin = await desk.AgentAsync("Ada", AgentRole.Admin);
        var rule = Rules.Keyword("tea", "Green or black?");
        await desk.RuleAsync(rule);
        var body = AutoReplyWire.Write(rule);

        var first = await desk.PutAsync(admin, $"/api/auto-replies/{rule.Id}", body with { Order = 3 });
        var second = await desk.PutAsync(admin, $"/api/auto-replies/{rule.Id}", body with { Order = 4 });

        Assert.Equal((200, 2), (first.Status, first.Body.GetProperty("version").GetInt32()));
        Assert.Equal((409, "conflict"), (second.Status, second.Code));
        Assert.Equal(3, Assert.Single((await desk.GetAsync(admin, "/api/auto-replies")).Items).GetProperty("order").GetInt32());
        var entry = Assert.Single(await desk.ReadAsync(db => db.Set<AuditEntry>().ToListAsync()));
        Assert.Equal(("update", "auto_reply", rule.Id, admin.Id), (entry.Action, entry.Entity, entry.EntityId, entry.ActorId));
        Assert.Equal(["order"], entry.Changes.Keys);
    }

    [Fact]
    public async Task A_removed_rule_stays_removed_when_the_demo_is_seeded_again()
    {
        await using var desk = await DeskHost.StartAsync();
        await desk.SeedAsync();
        var admin = await desk.AgentAsync("Ada", AgentRole.Admin);
        var rule = DefaultAutoReplies.Create()[0];

        Assert.Equal(200, (await desk.DeleteAsync(admin, $"/api/auto-replies/{rule.Id}")).Status);
        await desk.SeedAsync();

        Assert.Equal(404, (await desk.DeleteAsync(admin, $"/api/auto-replies/{rule.Id}")).Status);
        Assert.Equal(DefaultAutoReplies.Create().Count - 1, (await desk.GetAsync(admin, "/api/auto-replies")).Items.Count());
    }

    [Theory]
    [InlineData(AgentRole.Agent)]
    [InlineData(AgentRole.Supervisor)]
    public async Task Only_an_admin_reads_and_writes_rules(AgentRole role)
    {
        await using var desk = await DeskHost.StartAsync();
        var agent = await desk.AgentAsync("Mei", role);

        Assert.Equal(403, (await desk.GetAsync(agent, "/api/auto-replies")).Status);
        Assert.Equal(403, (await desk.PostAsync(agent, "/api/auto-replies", new { })).Status);
    }
}
