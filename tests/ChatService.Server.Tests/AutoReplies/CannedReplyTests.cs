using ChatService.Domain.AutoReplies;
using ChatService.Server.Features.Agents;
using ChatService.Server.Tests.Desk;

namespace ChatService.Server.Tests.AutoReplies;

public sealed class CannedReplyTests
{
    [Fact]
    public async Task The_installations_replies_are_titled_in_the_readers_language()
    {
        await using var desk = await DeskHost.StartAsync();
        await desk.SeedAsync();
        await desk.SeedAsync();
        var (english, chinese) = (await desk.AgentAsync(), await desk.AgentAsync("Wei", with: a => a.Locale = "zh-CN"));

        var (en, zh) = ((await desk.GetAsync(english, "/api/canned-replies")).Items.ToList(), (await desk.GetAsync(chinese, "/api/canned-replies")).Items.ToList());

        Assert.Equal(DefaultCannedReplies.Create().Count, en.Count);
        Assert.Equal("Goodbye", en[0].GetProperty("title").GetString());
        Assert.Equal("结束语", zh[0].GetProperty("title").GetString());
        Assert.Equal(["en", "zh-CN"], en[0].GetProperty("texts").EnumerateObject().Select(t => t.Name).Order());
    }

    [Fact]
    public async Task An_agent_sees_those_of_its_inboxes_and_teams_and_those_for_everybody()
    {
        await using var desk = await DeskHost.StartAsync();
        var (mine, other, team) = (await desk.InboxAsync("mine"), await desk.InboxAsync("other"), await desk.TeamAsync());
        var supervisor = await desk.AgentAsync("Sue", AgentRole.Supervisor);
        var agent = await desk.AgentAsync(with: a => (a.InboxIds, a.TeamIds) = ([mine.Id], [team.Id]));
        foreach (var (shortcut, inboxes, teams) in new (string, Guid[], Guid[])[] { ("/all", [], []), ("/mine", [mine.Id], []), ("/other", [other.Id], []), ("/team", [], [team.Id]) })
        {
            var made = await desk.PostAsync(supervisor, "/api/canned-replies", new { shortcut, title = shortcut, texts = new { en = "Hello" }, inboxIds = inboxes, teamIds = teams });
            Assert.Equal(200, made.Status);
        }

        Assert.Equal(["/all", "/mine", "/team"], (await desk.GetAsync(agent, "/api/canned-replies")).Items.Select(r => r.GetProperty("shortcut").GetString()));
        Assert.Equal(4, (await desk.GetAsync(supervisor, "/api/canned-replies")).Items.Count());
        Assert.Equal(403, (await desk.PostAsync(agent, "/api/canned-replies", new { shortcut = "/x", title = "x", texts = new { en = "x" } })).Status);
    }

    [Fact]
    public async Task A_change_keeps_the_title_of_the_other_language_and_an_old_version_is_a_conflict()
    {
        await using var desk = await DeskHost.StartAsync();
        await desk.SeedAsync();
        var (sue, chinese) = (await desk.AgentAsync("Sue", AgentRole.Supervisor), await desk.AgentAsync("Wei", with: a => a.Locale = "zh-CN"));
        var path = $"/api/canned-replies/{DefaultCannedReplies.Create()[0].Id}";
        var change = new { shortcut = "/hello", title = "Hello!", texts = new { en = "Hello {{contact.name|there}}" }, version = 1 };

        Assert.Equal(200, (await desk.PutAsync(sue, path, change)).Status);
        Assert.Equal((409, "conflict"), await desk.PutAsync(sue, path, change) is var again ? (again.Status, again.Code) : default);

        var seen = (await desk.GetAsync(chinese, "/api/canned-replies")).Items.Single(r => r.GetProperty("shortcut").GetString() == "/hello");
        Assert.Equal(("问候", 2), (seen.GetProperty("title").GetString(), seen.GetProperty("version").GetInt32()));
        Assert.Equal(200, (await desk.DeleteAsync(sue, path)).Status);
    }

    [Fact]
    public async Task Complaints_name_their_fields_and_a_taken_shortcut_is_one_of_them()
    {
        await using var desk = await DeskHost.StartAsync();
        await desk.SeedAsync();
        var sue = await desk.AgentAsync("Sue", AgentRole.Supervisor);

        var bad = await desk.PostAsync(sue, "/api/canned-replies", new { shortcut = "hi", title = "", texts = new { en = "{{nobody}}" }, teamIds = new[] { Guid.NewGuid() } });
        var taken = await desk.PostAsync(sue, "/api/canned-replies", new { shortcut = "/hi", title = "Hi", texts = new { en = "Hi" } });

        Assert.Equal(["shortcut", "teamIds", "texts.en", "title"], bad.Body.GetProperty("errors").EnumerateObject().Select(e => e.Name).Order());
        Assert.Equal(["shortcut"], taken.Body.GetProperty("errors").EnumerateObject().Select(e => e.Name));
    }
}
