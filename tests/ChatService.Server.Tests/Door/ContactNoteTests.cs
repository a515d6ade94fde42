using System.Net;
using System.Text.Json;
using ChatService.Server.Tests.Messages;
using ChatService.Testing;

namespace ChatService.Server.Tests.Door;

/// <summary>A note on a contact is guarded by its own text: what else changes meanwhile does not throw it away.</summary>
public sealed class ContactNoteTests(ChatRoom room) : IClassFixture<ChatRoom>
{
    [Fact]
    public async Task A_note_is_saved_although_the_name_changed_meanwhile()
    {
        var (visitor, path) = await VisitorAsync();
        await using var _ = visitor;
        await visitor.CallAsync<JsonElement>("UpdateContact", new { name = "Lin Wei", email = "lin@example.com" });

        Assert.Equal(HttpStatusCode.OK, await room.Agent.StatusAsync(HttpMethod.Put, $"{path}/note", new { note = "Prefers mornings", was = (string?)null }));

        var contact = await room.Agent.GetAsync<JsonElement>(path);
        Assert.Equal(("Lin Wei", "Prefers mornings"), (contact.GetProperty("name").GetString(), contact.GetProperty("note").GetString()));
    }

    [Fact]
    public async Task A_note_that_somebody_else_changed_is_a_conflict_and_stays()
    {
        var (visitor, path) = await VisitorAsync();
        await using var _ = visitor;
        await room.Admin.StatusAsync(HttpMethod.Put, $"{path}/note", new { note = "First" });

        Assert.Equal(HttpStatusCode.Conflict, await room.Agent.StatusAsync(HttpMethod.Put, $"{path}/note", new { note = "Second", was = (string?)null }));
        Assert.Equal(HttpStatusCode.OK, await room.Agent.StatusAsync(HttpMethod.Put, $"{path}/note", new { note = "First", was = (string?)null }));

        Assert.Equal("First", (await room.Agent.GetAsync<JsonElement>(path)).GetProperty("note").GetString());
    }

    [Fact]
    public async Task A_note_that_is_too_long_is_refused()
    {
        var (visitor, path) = await VisitorAsync();
        await using var _ = visitor;

        Assert.Equal(HttpStatusCode.BadRequest, await room.Agent.StatusAsync(HttpMethod.Put, $"{path}/note", new { note = new string('x', 4_001) }));
    }

    private async Task<(VisitorClient Visitor, string Path)> VisitorAsync()
    {
        var visitor = await room.TakenAsync();
        var row = (await room.Agent.ResumeAsync(visitor.ConversationId, 0)).Conversation;
        return (visitor, $"/api/contacts/{row.Contact.Id}");
    }
}
