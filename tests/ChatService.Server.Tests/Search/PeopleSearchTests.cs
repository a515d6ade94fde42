using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Contacts;
using ChatService.Server.Features.Search;
using ChatService.Server.Platform.Storage;
using ChatService.Server.Tests.Desk;
using ChatService.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChatService.Server.Tests.Search;

public sealed class PeopleSearchTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task People_are_found_by_whatever_is_known_of_them(bool indexed)
    {
        await using var host = ChatHost.Start();
        var (sofia, wang, chen) = (Guid.Parse("01a21f70-0000-7000-8000-00000000dba2"), Guid.CreateVersion7(), Guid.CreateVersion7());
        await AddAsync(
            host,
            new Contact { Id = sofia, Name = "Sofía Martínez", Email = "sofia.m@example.com", Phone = "+49 30 1234567", ExternalId = "Kunde-77" },
            new Contact { Id = wang, Name = "王小明", Email = "wang@example.cn" },
            new Contact { Id = chen, Name = "陈静" });
        await IndexAsync(host, indexed);

        foreach (var (query, found) in new[]
        {
            ("sofia martinez", sofia), ("MARTÍNEZ", sofia), ("rtíne", sofia), ("so", sofia), ("sofia.m@example.com", sofia), ("030 1234567", sofia),
            ("1234", sofia), ("kunde-77", sofia), ("Visitor dba2", sofia), ("访客 dba2", sofia), ("dba2", sofia), (sofia.ToString(), sofia),
            ("王小明", wang), ("小明", wang), ("王", wang), ("陈静", chen), ("静", chen), ("ｗａｎｇ", wang),
        })
        {
            Assert.Equal((query, found), (query, Assert.Single(await FindAsync(host, query))));
        }

        Assert.Empty(await FindAsync(host, "sofia wang"));
        Assert.Empty(await FindAsync(host, "rt"));
        Assert.Empty(await FindAsync(host, "%"));
        Assert.Empty(await FindAsync(host, "\" OR x*"));
    }

    [Fact]
    public async Task Who_is_not_among_the_newest_is_found_by_the_index_and_in_pages()
    {
        await using var host = ChatHost.Start();
        var old = Enumerable.Range(0, 5).Select(i => new Contact { Id = Guid.CreateVersion7(), Name = $"Needle {i}", LastSeenAt = DateTimeOffset.UnixEpoch.AddDays(i) }).ToArray();
        await AddAsync(host, [.. Enumerable.Range(0, 2_100).Select(i => new Contact { Id = Guid.CreateVersion7(), Name = $"Person {i}" }), .. old]);
        await IndexAsync(host, true);
        await using var admin = await host.AdminAsync();

        var first = await admin.GetAsync<Platform.Http.ListAnswer<ContactView>>("/api/contacts?q=needle&limit=3");
        var second = await admin.GetAsync<Platform.Http.ListAnswer<ContactView>>($"/api/contacts?q=needle&limit=3&cursor={first.NextCursor}");

        Assert.Equal(["Needle 4", "Needle 3", "Needle 2"], first.Items.Select(c => c.Name));
        Assert.Equal(["Needle 1", "Needle 0"], second.Items.Select(c => c.Name));
        Assert.Null(second.NextCursor);
    }

    [Fact]
    public async Task A_new_name_is_found_and_the_old_one_is_not()
    {
        await using var host = ChatHost.Start();
        var id = Guid.CreateVersion7();
        await AddAsync(host, [.. Enumerable.Range(0, 2_100).Select(i => new Contact { Id = Guid.CreateVersion7(), Name = $"Person {i}" })]);
        await AddAsync(host, new Contact { Id = id, Name = "Before", LastSeenAt = DateTimeOffset.UnixEpoch });
        await IndexAsync(host, true);

        await host.Services.GetRequiredService<WriteSession>().RunAsync(
            async (scope, token) => (await scope.Db.Set<Contact>().SingleAsync(c => c.Id == id, token)).Name = "Afterwards", Token);

        Assert.Equal([id], await FindAsync(host, "afterwards"));
        await IndexAsync(host, true);
        Assert.Equal([id], await FindAsync(host, "afterwards"));
        Assert.Empty(await FindAsync(host, "before"));
    }

    [Fact]
    public async Task An_agent_finds_only_people_of_its_conversations()
    {
        await using var desk = await DeskHost.StartAsync();
        var (a, b) = (await desk.InboxAsync("a"), await desk.InboxAsync("b"));
        await desk.StartsAsync(DeskHost.Visitor(a), "hello");
        await desk.StartsAsync(DeskHost.Visitor(b), "hello");
        var (ofA, supervisor) = (await desk.AgentAsync("Ann", with: x => x.InboxIds = [a.Id]), await desk.AgentAsync("Sue", AgentRole.Supervisor));
        await desk.Get<WriteSession>().RunAsync(
            async (scope, token) => (await scope.Db.Set<Contact>().ToListAsync(token)).ForEach(c => c.Name = "Same Name"), Token);

        Assert.Single((await desk.Get<ContactQueries>().PageAsync(ofA, "same", null, null, Token)).OrThrow().Items);
        Assert.Equal(2, (await desk.Get<ContactQueries>().PageAsync(supervisor, "same", null, null, Token)).OrThrow().Items.Count);
    }

    private static async Task AddAsync(ChatHost host, params Contact[] contacts) => await host.Services.GetRequiredService<WriteSession>().RunAsync(
        (scope, _) =>
        {
            foreach (var contact in contacts)
            {
                contact.CreatedAt = scope.Now;
                contact.LastSeenAt = contact.LastSeenAt == default ? scope.Now : contact.LastSeenAt;
                scope.Db.Add(contact);
            }

            return Task.CompletedTask;
        },
        Token);

    private static async Task IndexAsync(ChatHost host, bool all)
    {
        while (all && await host.Services.GetRequiredService<IContactIndex>().IndexNextAsync(Token) > 0)
        {
        }
    }

    private static async Task<IReadOnlyList<Guid>> FindAsync(ChatHost host, string query)
    {
        var admin = host.Services.GetRequiredService<AgentDirectory>().Agents.Single(a => a.Role == AgentRole.Admin);
        return [.. (await host.Services.GetRequiredService<ContactQueries>().PageAsync(admin, query, null, null, Token)).OrThrow().Items.Select(c => c.Id)];
    }
}
