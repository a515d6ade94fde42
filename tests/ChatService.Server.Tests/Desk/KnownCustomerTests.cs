using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using ChatService.Contracts;
using ChatService.Server.Features.Contacts;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Features.Presence;
using ChatService.Server.Platform.Http;
using ChatService.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ChatService.Server.Tests.Desk;

/// <summary>chatwoot/chatwoot#13051: a customer who becomes known stayed "Visitor 5a04" for whoever had the conversation open.</summary>
public sealed class KnownCustomerTests
{
    [Theory]
    [InlineData("call-back form")]
    [InlineData("colleague")]
    [InlineData("page attributes")]
    [InlineData("identify")]
    public async Task Everybody_who_shows_the_customer_hears_what_became_known(string way)
    {
        await using var host = ChatHost.Start();
        await using var admin = await host.AdminAsync();
        await using var visitor = await host.VisitorAsync();
        var id = (await visitor.StartAsync("Hello")).ConversationId;
        var before = await admin.Rows.First(r => r.ConversationId == id);

        await BecomesKnownAsync(way, host, admin, visitor, before.Contact.Id);

        var after = await admin.Rows.First(r => r.ConversationId == id && r.Contact.Version > before.Contact.Version);
        Assert.True(after.Version > before.Version);
        Assert.Equal(way == "page attributes" ? null : "Sofia", after.Contact.Name);
        var contact = await admin.GetAsync<ContactView>($"/api/contacts/{before.Contact.Id}");
        Assert.Equal(after.Contact.Version, contact.Version);
        Assert.Equal(way == "page attributes" ? "gold" : null, contact.PageAttributes.GetValueOrDefault("plan"));
    }

    [Fact]
    public async Task What_says_nothing_new_changes_no_version()
    {
        await using var host = ChatHost.Start();
        await using var admin = await host.AdminAsync();
        await using var visitor = await host.VisitorAsync();
        await visitor.StartAsync("Hello");
        await visitor.CallAsync<UpdateContactAnswer>("UpdateContact", new { name = "Sofia" });
        var known = await admin.Rows.First(r => r.Contact.Name == "Sofia");

        await visitor.CallAsync<UpdateContactAnswer>("UpdateContact", new { name = "Sofia" });

        Assert.Equal(known.Contact.Version, (await admin.GetAsync<ContactView>($"/api/contacts/{known.Contact.Id}")).Version);
    }

    [Fact]
    public async Task A_customers_pages_are_a_trail_and_the_row_shows_the_present_one()
    {
        // Ahead of the real clock, by which the framework ends connections whose log-in is over.
        var time = new ManualTime(new DateTimeOffset(2099, 3, 4, 9, 0, 0, TimeSpan.Zero));
        await using var host = ChatHost.Start(time: time);
        await using var admin = await host.AdminAsync();
        await using var visitor = await host.VisitorAsync();
        await visitor.CallAsync<Empty>("PageViewed", new { url = "https://shop.example/shoes", title = "Shoes" });
        // Only a second on a page makes it a visit.
        time.Advance(TimeSpan.FromSeconds(1.1));
        var id = (await visitor.StartAsync("Hello")).ConversationId;
        await visitor.CallAsync<Empty>("PageViewed", new { url = "https://shop.example/cart", title = "Cart" });
        await visitor.CallAsync<Empty>("PageViewed", new { url = "javascript:alert(1)", title = "No page" });

        var row = await admin.Rows.First(r => r.ConversationId == id && r.Page?.Url == "https://shop.example/cart");
        var pages = await admin.GetAsync<ListAnswer<PageVisit>>($"/api/contacts/{row.Contact.Id}/pages");
        Assert.Equal(["Shoes", "Cart"], pages.Items.Select(p => p.Title));
    }

    private static async Task BecomesKnownAsync(string way, ChatHost host, AgentClient admin, VisitorClient visitor, Guid contactId)
    {
        switch (way)
        {
            case "call-back form":
                await visitor.CallAsync<UpdateContactAnswer>("UpdateContact", new { name = "Sofia", phone = "+49 30 1234567" });
                break;
            case "colleague":
                var contact = await admin.GetAsync<ContactView>($"/api/contacts/{contactId}");
                using (var put = await admin.Http.PutAsJsonAsync($"/api/contacts/{contactId}", new { name = "Sofia", version = contact.Version }))
                {
                    put.EnsureSuccessStatusCode();
                }

                break;
            default:
                await SessionAsync(way, host, visitor);
                break;
        }
    }

    private static async Task SessionAsync(string way, ChatHost host, VisitorClient visitor)
    {
        object body = way == "identify"
            ? new { inboxKey = "demo", visitorToken = visitor.Session.VisitorToken, identity = Signed(host) }
            : new { inboxKey = "demo", visitorToken = visitor.Session.VisitorToken, attributes = new { plan = "gold" } };
        using var answer = await host.Http.PostAsJsonAsync("/api/widget/session", body);
        answer.EnsureSuccessStatusCode();
    }

    private static object Signed(ChatHost host)
    {
        var (inbox, at) = (host.Services.GetRequiredService<InboxDirectory>().FindEnabled("demo")!, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        var text = string.Join('\n', "customer-7", "Sofia", string.Empty, string.Empty, at);
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(inbox.Secret), Encoding.UTF8.GetBytes(text)));
        return new { externalId = "customer-7", name = "Sofia", issuedAt = at, signature };
    }
}
