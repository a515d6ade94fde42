using System.Text;
using ChatService.Server.Tests.Door;
using ChatService.Server.Tests.Messages;
using ChatService.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace ChatService.Server.Tests.Rights;

/// <summary>
/// Weaknesses that were published for systems of this kind, as classes, where they concern rights. Elsewhere: rights that outlive their end (CVE-2026-9162, CVE-2026-27954) in
/// <see cref="LostRightTests"/>, sockets without an Origin (CVE-2023-3581, CVE-2022-0226) in <see cref="OriginTests"/>, cached answers (CVE-2020-10096) in <see cref="SpellingTests"/>.
/// </summary>
public sealed class PublishedPatternTests(ChatRoom room) : IClassFixture<ChatRoom>
{
    /// <summary>CVE-2026-34722: an optional parameter skips the check of the right.</summary>
    [Theory]
    [InlineData("Transfer")]
    [InlineData("Close")]
    [InlineData("SendMessage")]
    [InlineData("AddNote")]
    public async Task An_optional_parameter_does_not_widen_a_right(string method)
    {
        await using var scene = await RightsScene.SetAsync(room.Host, room.Admin);
        var stranger = await scene.HireAsync(new { teamIds = new[] { scene.Beta } });
        await scene.CustomerWritesAsync();
        await room.Admin.CallAsync<object>("Take", new { conversationId = scene.Visitor.ConversationId });
        var known = Guid.NewGuid();
        await room.Admin.SendAsync(scene.Visitor.ConversationId, "Hello", known);
        var before = (await room.Admin.ResumeAsync(scene.Visitor.ConversationId, 0)).LastSeq;

        // The client id of somebody else's stored message, too: what is known already is answered only to its author.
        foreach (var clientMessageId in new Guid?[] { null, Guid.NewGuid(), known })
        {
            foreach (var note in new[] { null, "note" })
            {
                var call = stranger.CallAsync<object>(method, new { conversationId = scene.Visitor.ConversationId, clientMessageId, note, text = "x", teamId = scene.Beta, resolution = "resolved" });
                Assert.True(await call.RefusalAsync() is "not_found" or "invalid_argument");
            }
        }

        Assert.Equal(before, (await room.Admin.ResumeAsync(scene.Visitor.ConversationId, 0)).LastSeq);
    }

    /// <summary>CVE-2024-33667: a caller names any method of the object that answers.</summary>
    [Theory]
    [InlineData("OnConnectedAsync")]
    [InlineData("OnDisconnectedAsync")]
    [InlineData("Dispose")]
    [InlineData("ToString")]
    [InlineData("get_Context")]
    [InlineData("GetType")]
    [InlineData("Writes")]
    [InlineData("Caller")]
    [InlineData("__proto__")]
    public async Task Only_the_methods_of_the_protocol_can_be_called(string method)
    {
        await using var visitor = await room.Host.VisitorAsync();
        var agentRefusal = await CodeAsync(room.Admin.Hub.InvokeAsync<object>(method, new { }, TestContext.Current.CancellationToken));
        var visitorRefusal = await CodeAsync(visitor.Hub.InvokeAsync<object>(method, new { }, TestContext.Current.CancellationToken));

        Assert.Equal(("not_found", "not_found"), (agentRefusal, visitorRefusal));
    }

    /// <summary>CVE-2021-22911, CVE-2022-32226: an object of query operators where a value is expected.</summary>
    [Theory]
    [InlineData("POST", "/api/auth/login", """{"email":{"$ne":null},"password":{"$ne":null}}""")]
    [InlineData("POST", "/api/widget/session", """{"inboxKey":{"$regex":".*"}}""")]
    [InlineData("POST", "/api/teams", """{"name":{"$gt":""}}""")]
    [InlineData("POST", "/api/agents", """{"email":"a@example.com","name":"A","role":{"$in":["admin"]}}""")]
    public async Task Operators_in_the_place_of_a_value_are_no_value(string method, string path, string body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        using var answer = await room.Admin.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(400, (int)answer.StatusCode);
    }

    /// <summary>CVE-2026-44706, CVE-2026-72719: a field that is not the caller's to write stands in the body.</summary>
    [Fact]
    public async Task A_field_that_nobody_may_set_sets_nothing()
    {
        await using var host = await DoorHost.StartAsync();
        using var admin = await host.AdminAsync();

        var made = await admin.PostAsync("/api/agents", new { email = "ann@example.com", name = "Ann", id = Guid.Empty, passwordHash = "x", service = true, securityStamp = "x", version = 77 });

        Assert.Equal(200, made.Status);
        Assert.NotEqual(Guid.Empty, made["id"].GetGuid());
        Assert.Equal(1, made["version"].GetInt32());
        Assert.Contains((await admin.GetAsync("/api/agents"))["items"].EnumerateArray(), agent => agent.GetProperty("id").GetGuid() == made["id"].GetGuid());
    }

    /// <summary>Open redirects (mobile_login of Mattermost): an address in a parameter is where the browser is sent.</summary>
    [Fact]
    public async Task No_page_sends_a_browser_to_an_address_that_it_was_given()
    {
        await using var host = await DoorHost.StartAsync();
        using var client = host.Client();
        var paths = host.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true)
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.Replace("{**path:nonfile}", "x", StringComparison.Ordinal).Replace("{id:guid}", Guid.NewGuid().ToString(), StringComparison.Ordinal).Trim('/'));

        foreach (var path in paths)
        {
            foreach (var name in new[] { "redirect_to", "returnUrl", "next", "url" })
            {
                var answer = await client.GetAsync($"{path}?{name}=https://evil.example/");
                Assert.False(answer.Status is >= 300 and < 400 || answer.Response.Headers.Location is not null, $"{path}?{name}");
            }
        }
    }

    private static async Task<string> CodeAsync(Task call)
    {
        var refused = await Assert.ThrowsAsync<HubException>(() => call);
        return Refused.CodeOf(refused);
    }
}
