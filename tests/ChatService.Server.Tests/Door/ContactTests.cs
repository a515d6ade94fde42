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
