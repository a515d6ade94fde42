using System.Text.Json;
using ChatService.Server.Features.Inboxes;

namespace ChatService.Server.Tests.Door;

public sealed class InboxAdminTests
{
    [Fact]
    public async Task A_new_inbox_shows_its_secret_once_and_its_snippet_always()
    {
        await using var host = await DoorHost.StartAsync(("PublicUrl", "https://chat.example.com"));
        using var admin = await host.AdminAsync();

        var made = await admin.PostAsync("/api/inboxes", new
        {
            key = "shop-1", name = "Shop", color = "#ABCDEF", greeting = new Dictionary<string, string> { ["en"] = "Hello", ["zh-cn"] = "你好", ["de"] = " " },
            allowedOrigins = new[] { "https://Shop.Example:443/", "http://localhost:3000", "https://bücher.example" },
        });
        var listed = (await admin.GetAsync("/api/inboxes"))["items"].EnumerateArray().Single(i => i.GetProperty("key").GetString() == "shop-1");

        Assert.Equal(200, made.Status);
        Assert.Equal(64, made["secret"].GetString()!.Length);
        Assert.Equal(JsonValueKind.Null, listed.GetProperty("secret").ValueKind);
        Assert.Equal("<script async src=\"https://chat.example.com/widget.js\" data-inbox=\"shop-1\"></script>", listed.GetProperty("embedSnippet").GetString());
        Assert.Equal("#abcdef", listed.GetProperty("color").GetString());
        Assert.Equal("""{"en":"Hello","zh-CN":"你好"}""", listed.GetProperty("greeting").GetRawText());
        Assert.Equal(
            ["https://shop.example", "http://localhost:3000", "https://xn--bcher-kva.example"], listed.GetProperty("allowedOrigins").EnumerateArray().Select(o => o.GetString()!));
    }

    [Fact]
    public async Task Everything_wrong_with_an_inbox_is_said_at_once()
    {
        await using var host = await DoorHost.StartAsync();
        using var admin = await host.AdminAsync();

        var answer = await admin.PostAsync("/api/inboxes", new
        {
            key = "Shop!", color = "red", locale = "?", wrapUpSeconds = -1, businessHoursId = Guid.NewGuid(), teamIds = new[] { Guid.NewGuid() },
            greeting = new Dictionary<string, string> { ["??"] = "Hello" }, allowedOrigins = new[] { "https://a.example/path", "ftp://a.example" },
            launcher = new { position = "top", offsetX = 1000, offsetY = 0 },
            routing = new
            {
                mode = "magic", comparators = new[] { "luck" }, offerTimeoutSeconds = 0,
                rings = new[] { new { afterSeconds = 3, scope = "best_agent" }, new { afterSeconds = 3, scope = "everybody" } },
                priorityBoostSeconds = new Dictionary<string, int> { ["P9"] = 1 },
            },
        });

        Assert.Equal(
            [
                "allowedOrigins.0", "allowedOrigins.1", "businessHoursId", "color", "greeting.??", "key", "launcher.offsetX", "launcher.position", "locale", "name",
                "routing.comparators", "routing.mode", "routing.offerTimeoutSeconds", "routing.priorityBoostSeconds.P9", "routing.rings.0.afterSeconds",
                "routing.rings.1.afterSeconds", "routing.rings.1.scope", "teamIds", "wrapUpSeconds",
            ],
            answer.ErrorFields);
    }

    [Fact]
    public async Task A_key_belongs_to_one_inbox_and_an_old_version_is_a_conflict()
    {
        await using var host = await DoorHost.StartAsync();
        using var admin = await host.AdminAsync();
        var made = await admin.PostAsync("/api/inboxes", new { key = "shop", name = "Shop" });
        var path = $"/api/inboxes/{made["id"].GetGuid()}";

        var twin = await admin.PostAsync("/api/inboxes", new { key = "shop", name = "Twin" });
        var first = await admin.PutAsync(path, new { name = "Shop 1", version = 1 });
        var second = await admin.PutAsync(path, new { name = "Shop 2", version = 1 });

        Assert.Equal(["key"], twin.ErrorFields);
        Assert.Equal((200, 409), (first.Status, second.Status));
        Assert.Equal("shop", first["key"].GetString());
    }

    [Fact]
    public async Task A_disabled_inbox_takes_no_session_and_a_rotated_secret_is_new()
    {
        await using var host = await DoorHost.StartAsync();
        using var admin = await host.AdminAsync();
        var made = await admin.PostAsync("/api/inboxes", new { key = "shop", name = "Shop" });
        var path = $"/api/inboxes/{made["id"].GetGuid()}";
        using var visitor = host.Client();

        var rotated = await admin.PostAsync($"{path}/rotate-secret");
        var before = await visitor.PostAsync("/api/widget/session", new { inboxKey = "shop" });
        await admin.DeleteAsync(path);
        var after = await visitor.PostAsync("/api/widget/session", new { inboxKey = "shop" });
        var stored = await host.ReadAsync(db => db.Set<Inbox>().FindAsync(made["id"].GetGuid()).AsTask());

        Assert.NotEqual(made["secret"].GetString(), rotated["secret"].GetString());
        Assert.Equal(stored!.Secret, rotated["secret"].GetString());
        Assert.Equal(200, before.Status);
        Assert.Equal((404, "inbox_unknown"), (after.Status, after.Code));
    }
}
