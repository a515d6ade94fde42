using System.Globalization;
using System.Text.Json.Nodes;
using ChatService.BrowserTests.Kit;
using static Microsoft.Playwright.Assertions;

namespace ChatService.BrowserTests.Stories;

public sealed class SkillTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public Task The_agent_of_a_conversation_says_which_skill_it_needs() => PlayAtOnce(async scene =>
    {
        var words = scene.Words;
        await scene.Office.OffersLastAsync(120);
        var lin = await scene.AgentAsync("Lin Wei");
        var customer = await scene.CustomerAsync();
        await lin.BecomesAvailableAsync();
        await customer.AskAsync();
        await lin.AcceptsAsync();
        var id = await scene.Office.NewestConversationAsync();

        await lin.NeedsSkillAsync("returns", 3);
        Assert.Equal(3, (int)await SkillAsync(scene, id, "returns"));

        // The chip goes at once; the server has it when it has answered.
        await lin.Page.RunAndWaitForResponseAsync(
            () => lin.Page.GetByRole(AriaRole.Button, new() { Name = string.Format(CultureInfo.InvariantCulture, words.RemoveSkill, "returns"), Exact = true }).ClickAsync(),
            response => response.Request.Method == "PUT" && response.Url.EndsWith("/skills", StringComparison.Ordinal));
        await Expect(lin.Page.GetByText(lin.SkillChip("returns", 3))).ToHaveCountAsync(0);
        Assert.Empty((await scene.Office.ConversationAsync(id))["skills"]!.AsObject());
    });

    [Fact]
    public Task An_inbox_is_saved_with_its_skills_and_without_losing_anything_else() => PlayAtOnce(async scene =>
    {
        var words = scene.Words;
        var before = await InboxAsync(scene);
        var admin = await scene.AgentAsync("Ada Moreau", role: "admin");
        await admin.Page.GotoAsync(new Uri(scene.Server, $"/console/admin/inboxes/{before["id"]}").ToString());

        await admin.Page.GetByRole(AriaRole.Button, new() { Name = words.AddSkill, Exact = true }).ClickAsync();
        await admin.Page.GetByRole(AriaRole.Combobox, new() { Name = string.Format(CultureInfo.InvariantCulture, words.SkillNumber, 1), Exact = true }).FillAsync("returns");
        await admin.Page.GetByLabel(words.IgnoreSkills, new() { Exact = true }).Last.CheckAsync();
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = words.Save, Exact = true }).ClickAsync();
        await admin.WasTold(words.Saved);

        var after = await InboxAsync(scene);
        Assert.Equal(1, (int)after["routing"]!["requiredSkills"]!["returns"]!);
        Assert.True((bool)after["routing"]!["rings"]!.AsArray().Last()!["ignoreSkills"]!);
        foreach (var name in new[] { "version", "routing" })
        {
            before.Remove(name);
            after.Remove(name);
        }

        Assert.Equal(before.ToJsonString(), after.ToJsonString());
    });

    private static async Task<JsonNode> SkillAsync(Scene scene, Guid id, string name) => (await scene.Office.ConversationAsync(id))["skills"]![name]!;

    private static async Task<JsonObject> InboxAsync(Scene scene) => (await scene.Office.GetAsync("/api/inboxes"))["items"]!.AsArray().Single()!.AsObject();
}
