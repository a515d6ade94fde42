using System.Text.Json;
using System.Text.Json.Nodes;
using ChatService.Domain.Conversations;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Contacts;
using ChatService.Server.Features.Conversations;

namespace ChatService.Server.Tests.Door;

public sealed class ContactTests
{
    [Fact]
    public async Task An_agent_sees_and_edits_only_contacts_of_its_conversations()
    {
        await using var host = await DoorHost.StartAsync();
        var (mine, foreign) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var ours = await ContactAsync(host, "Mo", mine);
        var theirs = await ContactAsync(host, "Lee", foreign);
        await host.AgentAsync("ann@example.com", with: a => a.InboxIds = [mine]);
        using var ann = await host.LoggedInAsync("ann@example.com");
        using var supervisor = await host.AsAsync(AgentRole.Supervisor);

        var list = await ann.GetAsync("/api/contacts");
        var own = await ann.GetAsync($"/api/contacts/{ours}");
        var other = await ann.GetAsync($"/api/contacts/{theirs}");
        var edit = await ann.PutAsync($"/api/contacts/{theirs}", new { name = "Eve", version = 1 });

        Assert.Equal([ours], list["items"].EnumerateArray().Select(c => c.GetProperty("id").GetGuid()));
        Assert.Equal(200, own.Status);
        Assert.Equal((404, "not_found"), (other.Status, other.Code));
        Assert.Equal((404, "not_found"), (edit.Status, edit.Code));
        Assert.Equal(2, (await supervisor.GetAsync("/api/contacts"))["items"].GetArrayLength());
    }

    [Fact]
    public async Task Contacts_are_searched_without_case_and_read_in_pages()
    {
        await using var host = await DoorHost.StartAsync();
        for (var i = 0; i < 5; i++)
        {
            await ContactAsync(host, $"Person {i}", Guid.CreateVersion7());
        }

        using var admin = await host.AdminAsync();
        var found = await admin.GetAsync("/api/contacts?q=pERSON 3");
        var percent = await admin.GetAsync("/api/contacts?q=%25");
        var seen = new List<Guid>();
        for (string? cursor = null; ;)
        {
            var page = await admin.GetAsync($"/api/contacts?limit=2&cursor={cursor}");
            seen.AddRange(page["items"].EnumerateArray().Select(c => c.GetProperty("id").GetGuid()));
            if ((cursor = page["nextCursor"].GetString()) is null)
            {
                break;
            }
        }

        Assert.Equal("Person 3", Assert.Single(found["items"].EnumerateArray()).GetProperty("name").GetString());
        Assert.Equal(0, percent["items"].GetArrayLength());
        Assert.Equal((5, 5), (seen.Count, seen.Distinct().Count()));
        Assert.Equal(400, (await admin.GetAsync("/api/contacts?cursor=1.x")).Status);
    }

    [Fact]
    public async Task A_contact_is_edited_against_the_version_that_was_read()
    {
        await using var host = await DoorHost.StartAsync();
        var id = await ContactAsync(host, "Mo", Guid.CreateVersion7());
        using var admin = await host.AdminAsync();

        var saved = await admin.PutAsync($"/api/contacts/{id}", new { name = "Mo Li", email = "mo@example.com", note = " likes tea ", level = "gold", version = 1 });
        var late = await admin.PutAsync($"/api/contacts/{id}", new { name = "Mo", version = 1 });
        var wrong = await admin.PutAsync($"/api/contacts/{id}", new { email = "x", phone = "none", locale = "?", note = new string('n', 5000) });

        Assert.Equal(("likes tea", "gold", 2), (saved["note"].GetString(), saved["level"].GetString(), saved["version"].GetInt32()));
        Assert.Equal((409, "conflict"), (late.Status, late.Code));
        Assert.Equal(["email", "locale", "note", "phone", "version"], wrong.ErrorFields);
    }

    // The field that the other one wrote and its value; the field that this one writes and its value.
    [Theory]
    [InlineData("name", "Other", "note", "mine")]
    [InlineData("email", "other@example.com", "name", "Mine")]
    [InlineData("phone", "+49 30 7654321", "email", "mine@example.com")]
    [InlineData("locale", "zh-CN", "phone", "+49 30 1234567")]
    [InlineData("level", "vip", "locale", "de")]
    [InlineData("note", "other", "level", "gold")]
    public async Task Two_who_change_other_fields_of_a_contact_keep_both_changes(string theirs, string theirValue, string mine, string myValue)
    {
        await using var host = await DoorHost.StartAsync();
        var id = await ContactAsync(host, "Mo", Guid.CreateVersion7());
        using var admin = await host.AdminAsync();
        var was = Before(await admin.GetAsync($"/api/contacts/{id}"));

        var first = await admin.PutAsync($"/api/contacts/{id}", With(was, new Dictionary<string, string> { [theirs] = theirValue }));
        var second = await admin.PutAsync($"/api/contacts/{id}", With(was, new Dictionary<string, string> { [mine] = myValue }));

        Assert.Equal((200, 200), (first.Status, second.Status));
        Assert.Equal((theirValue, myValue), (second[theirs].GetString(), second[mine].GetString()));
    }

    [Fact]
    public async Task Two_who_change_one_field_of_a_contact_clash_and_two_attributes_do_not()
    {
        await using var host = await DoorHost.StartAsync();
        var id = await ContactAsync(host, "Mo", Guid.CreateVersion7());
        using var admin = await host.AdminAsync();
        var was = Before(await admin.GetAsync($"/api/contacts/{id}"));
        await admin.PutAsync($"/api/contacts/{id}", With(was, new { name = "Other", attributes = new { plan = "gold" } }));

        var clash = await admin.PutAsync($"/api/contacts/{id}", With(was, new { name = "Mine", level = "vip" }));
        var same = await admin.PutAsync($"/api/contacts/{id}", With(was, new { name = "Other" }));
        var beside = await admin.PutAsync($"/api/contacts/{id}", With(was, new { attributes = new { size = "XL" } }));
        var bad = await admin.PutAsync($"/api/contacts/{id}", With(was, new { email = "x" }));

        Assert.Equal((409, "conflict"), (clash.Status, clash.Code));
        Assert.Equal(200, same.Status);
        Assert.Equal(["plan", "size"], beside["attributes"].EnumerateObject().Select(a => a.Name).Order());
        Assert.Equal(["email"], bad.ErrorFields);
        var stored = await admin.GetAsync($"/api/contacts/{id}");
        Assert.Equal(("Other", JsonValueKind.Null), (stored["name"].GetString(), stored["level"].ValueKind));
    }

    [Theory]
    [InlineData("name", "Mallory")]
    [InlineData("email", "mallory@example.com")]
    [InlineData("phone", "+49 30 1234567")]
    public async Task What_a_website_has_signed_an_agent_does_not_change(string field, string value)
    {
        await using var host = await DoorHost.StartAsync();
        var id = await ContactAsync(host, "Alice", Guid.CreateVersion7());
        await host.WriteAsync(scope => scope.Db.Set<Contact>().Single(c => c.Id == id).Verified = true);
        using var admin = await host.AdminAsync();
        var read = await admin.GetAsync($"/api/contacts/{id}");

        var refused = await admin.PutAsync($"/api/contacts/{id}", With(Before(read), new Dictionary<string, string> { [field] = value, ["level"] = "vip" }));

        Assert.Equal((400, "invalid_argument"), (refused.Status, refused.Code));
        Assert.Equal([field], refused.ErrorFields);
        Assert.Equal(read.Body.GetRawText(), (await admin.GetAsync($"/api/contacts/{id}")).Body.GetRawText());
    }

    private static JsonObject Before(Answer contact)
    {
        var was = new JsonObject();
        foreach (var name in new[] { "name", "email", "phone", "locale", "level", "attributes", "note" })
        {
            was[name] = JsonNode.Parse(contact[name].GetRawText());
        }

        return was;
    }

    private static JsonObject With(JsonObject was, object changes)
    {
        var draft = was.DeepClone().AsObject();
        foreach (var (name, value) in JsonSerializer.SerializeToNode(changes)!.AsObject())
        {
            draft[name] = value?.DeepClone();
        }

        draft["was"] = was.DeepClone();
        return draft;
    }

    private static async Task<Guid> ContactAsync(DoorHost host, string name, Guid inboxId)
    {
        var id = Guid.CreateVersion7();
        await host.WriteAsync(scope =>
        {
            scope.Db.Add(new Contact { Id = id, Name = name, CreatedAt = scope.Now, LastSeenAt = scope.Now });
            scope.Db.Add(new Conversation { Id = Guid.CreateVersion7(), ContactId = id, InboxId = inboxId, State = ConversationState.Queued, CreatedAt = scope.Now, LastActivityAt = scope.Now });
        });
        return id;
    }
}
