using ChatService.Server.Features.Agents;
using ChatService.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ChatService.Server.Tests.Door;

/// <summary>Wrong passwords lock out whoever guesses, and nobody else; on one node and on several, for real addresses and for unknown ones.</summary>
public sealed class LockOutTests
{
    private const string Ann = "ann@example.com";
    private const string Nobody = "nobody@example.com";

    [Theory]
    [InlineData(Ann)]
    [InlineData(Nobody)]
    public async Task A_guesser_is_locked_out_and_the_owner_at_another_address_is_not(string email)
    {
        await using var host = await StartAsync();
        await host.AgentAsync(Ann);
        using var client = host.Client();
        await MissAsync(client, email, "203.0.113.1", LoginMisses.Most);

        Assert.Equal("locked_out", (await TryAsync(client, email, "203.0.113.1", DoorHost.Password)).Code);
        Assert.Equal(email == Ann ? null : "invalid_credentials", (await TryAsync(client, email, "203.0.113.2", DoorHost.Password)).Code);
    }

    [Theory]
    [InlineData(Ann)]
    [InlineData(Nobody)]
    public async Task Many_guessers_together_lock_strangers_out(string email)
    {
        await using var host = await StartAsync();
        await host.AgentAsync(Ann);
        using var client = host.Client();
        await MissFromEverywhereAsync(client, email);

        var stranger = await TryAsync(client, email, "198.51.100.7", DoorHost.Password);
        host.Time.Advance(LoginMisses.LockFor + TimeSpan.FromSeconds(1));
        var after = await TryAsync(client, email, "198.51.100.7", DoorHost.Password);

        Assert.Equal((423, "locked_out"), (stranger.Status, stranger.Code));
        Assert.InRange(stranger["retryAfterSeconds"].GetInt32(), 1, 300);
        Assert.Equal(email == Ann ? 200 : 401, after.Status);
    }

    [Fact]
    public async Task A_browser_that_has_logged_in_before_passes_the_lock_that_strangers_caused()
    {
        await using var host = await StartAsync();
        await host.AgentAsync(Ann);
        using var known = await host.LoggedInAsync(Ann);
        await known.PostAsync("/api/auth/logout");
        using var guessers = host.Client();
        await MissFromEverywhereAsync(guessers, Ann);

        Assert.Equal("locked_out", (await TryAsync(guessers, Ann, "198.51.100.7", DoorHost.Password)).Code);
        Assert.Equal(200, (await TryAsync(known, Ann, "198.51.100.8", DoorHost.Password)).Status);
    }

    [Fact]
    public async Task A_known_browser_is_locked_by_its_own_misses_alone()
    {
        await using var host = await StartAsync();
        await host.AgentAsync(Ann);
        using var known = await host.LoggedInAsync(Ann);
        await known.PostAsync("/api/auth/logout");
        await MissAsync(known, Ann, "203.0.113.1", LoginMisses.Most);
        using var other = host.Client();

        Assert.Equal("locked_out", (await TryAsync(known, Ann, "203.0.113.9", DoorHost.Password)).Code);
        Assert.Equal(200, (await TryAsync(other, Ann, "203.0.113.1", DoorHost.Password)).Status);
    }

    [Theory]
    [InlineData("rubbish")]
    [InlineData("CfDJ8forgedforgedforged")]
    public async Task A_forged_or_foreign_browser_cookie_opens_no_way(string? forged)
    {
        await using var host = await StartAsync();
        await host.AgentAsync(Ann);
        await host.AgentAsync("bob@example.com");
        using var bobs = await host.LoggedInAsync("bob@example.com");
        using var client = host.Client();
        await MissFromEverywhereAsync(client, Ann);

        using var liar = host.Client();
        liar.SetCookie(forged!, "chatservice-browser");
        using var foreign = host.Client();
        foreign.SetCookie(bobs.Cookies["chatservice-browser"], "chatservice-browser");

        Assert.Equal("locked_out", (await TryAsync(liar, Ann, "198.51.100.7", DoorHost.Password)).Code);
        Assert.Equal("locked_out", (await TryAsync(foreign, Ann, "198.51.100.7", DoorHost.Password)).Code);
    }

    [Theory]
    [InlineData(Ann)]
    [InlineData(Nobody)]
    public async Task Two_nodes_count_together_and_the_same_for_an_unknown_address(string email)
    {
        using var directory = new TempDirectory();
        var settings = new Dictionary<string, string>
        {
            ["ConnectionStrings:Postgres"] = TestStore.AlwaysPostgres(directory.Path), ["Limits:LoginPerMinute"] = "10000", ["Proxy:Known"] = "127.0.0.1",
        };
        await using var one = ChatHost.Start(directory.Path, settings: settings);
        await using var two = ChatHost.Start(directory.Path, settings: settings);
        await AddAgentAsync(one);
        using var first = new DoorClient(one.Url);
        using var second = new DoorClient(two.Url);

        var codes = new List<string?>();
        for (var i = 0; i < LoginMisses.Most + 2; i++)
        {
            codes.Add((await TryAsync(i % 2 == 0 ? first : second, email, "203.0.113.1", "wrong password")).Code);
        }

        Assert.Equal([.. Enumerable.Repeat("invalid_credentials", LoginMisses.Most), "locked_out", "locked_out"], codes);
    }

    [Fact]
    public async Task A_new_password_from_an_admin_lifts_every_lock()
    {
        await using var host = await StartAsync();
        var ann = await host.AgentAsync(Ann);
        using var admin = await host.AdminAsync();
        using var client = host.Client();
        await MissFromEverywhereAsync(client, Ann);
        Assert.Equal("locked_out", (await TryAsync(client, Ann, "203.0.113.77", DoorHost.Password)).Code);

        await admin.PostAsync($"/api/agents/{ann.Id}/password", new { password = "a fresh pass phrase" });

        Assert.Equal(200, (await TryAsync(client, Ann, "203.0.113.77", "a fresh pass phrase")).Status);
    }

    [Fact]
    public async Task Admins_see_that_strangers_locked_an_account_and_from_where()
    {
        await using var host = await StartAsync();
        var ann = await host.AgentAsync(Ann);
        using var admin = await host.AdminAsync();
        using var client = host.Client();
        await MissFromEverywhereAsync(client, Ann);

        var agent = (await admin.GetAsync("/api/agents"))["items"].EnumerateArray().Single(a => a.GetProperty("id").GetGuid() == ann.Id);
        var trail = (await admin.GetAsync("/api/audit"))["items"].EnumerateArray().Where(e => e.GetProperty("action").GetString() == "locked").ToList();

        Assert.InRange(agent.GetProperty("strangersLockedUntil").GetDateTimeOffset() - host.Time.GetUtcNow(), TimeSpan.FromMinutes(4), LoginMisses.LockFor);
        var strangers = Assert.Single(trail, e => e.GetProperty("changes").GetProperty("for").GetProperty("to").GetString() == "strangers");
        Assert.StartsWith("203.0.113.", strangers.GetProperty("changes").GetProperty("address").GetProperty("to").GetString(), StringComparison.Ordinal);
        Assert.Equal(ann.Id, strangers.GetProperty("entityId").GetGuid());
    }

    [Fact]
    public async Task Misses_that_no_longer_count_and_log_ins_that_ended_a_month_ago_are_deleted()
    {
        await using var host = await StartAsync();
        await host.AgentAsync(Ann);
        using var ended = await host.LoggedInAsync(Ann);
        await ended.PostAsync("/api/auth/logout");
        using var left = await host.LoggedInAsync(Ann);
        using var client = host.Client();
        await MissAsync(client, Nobody, "203.0.113.1", 3);
        var housekeeping = host.Services.GetRequiredService<AgentHousekeeping>();

        host.Time.Advance(TimeSpan.FromDays(29));
        using var fresh = await host.LoggedInAsync(Ann);
        await housekeeping.SweepAsync(CancellationToken.None);
        Assert.Equal(0, await host.ReadAsync(db => db.Set<LoginMiss>().CountAsync()));
        Assert.Equal(3, await host.ReadAsync(db => db.Set<AgentSession>().CountAsync()));

        host.Time.Advance(TimeSpan.FromDays(2));
        await housekeeping.SweepAsync(CancellationToken.None);
        Assert.Equal(1, await host.ReadAsync(db => db.Set<AgentSession>().CountAsync()));
    }

    [Fact]
    public async Task Links_that_are_too_old_are_deleted_and_those_that_are_good_are_not()
    {
        await using var host = await StartAsync();
        using var admin = await host.AdminAsync();
        var ann = await admin.PostAsync("/api/agents", new { email = "ann@example.com", name = "Ann", role = "agent", invite = true });
        var ben = await admin.PostAsync("/api/agents", new { email = "ben@example.com", name = "Ben", role = "agent", password = DoorHost.Password });
        await admin.PostAsync($"/api/agents/{ben["id"].GetGuid()}/password", new { link = true });
        var housekeeping = host.Services.GetRequiredService<AgentHousekeeping>();

        host.Time.Advance(AccountLinks.ResetFor + TimeSpan.FromSeconds(1));
        await housekeeping.SweepAsync(CancellationToken.None);
        Assert.Equal([ann["id"].GetGuid()], await host.ReadAsync(db => db.Set<AccountLink>().Select(l => l.AgentId).ToListAsync()));

        host.Time.Advance(AccountLinks.InvitationFor);
        await housekeeping.SweepAsync(CancellationToken.None);
        Assert.Equal(0, await host.ReadAsync(db => db.Set<AccountLink>().CountAsync()));
    }

    private static Task<DoorHost> StartAsync() => DoorHost.StartAsync(("Proxy:Known", "127.0.0.1"));

    private static async Task MissAsync(DoorClient client, string email, string address, int times)
    {
        for (var i = 0; i < times; i++)
        {
            Assert.Equal("invalid_credentials", (await TryAsync(client, email, address, "wrong password")).Code);
        }
    }

    // Fewer from each than would lock it.
    private static async Task MissFromEverywhereAsync(DoorClient client, string email)
    {
        for (var i = 0; i < LoginMisses.MostOfStrangers; i++)
        {
            await MissAsync(client, email, $"203.0.113.{i}", 1);
        }
    }

    private static Task<Answer> TryAsync(DoorClient client, string email, string address, string password) =>
        client.SendAsync(HttpMethod.Post, "/api/auth/login", new { email, password }, ("X-Forwarded-For", address));

    private static async Task AddAgentAsync(ChatHost host)
    {
        using var admin = new DoorClient(host.Url);
        await admin.PostAsync("/api/auth/login", new { email = ChatHost.AdminEmail, password = ChatHost.AdminPassword });
        Assert.Equal(200, (await admin.PostAsync("/api/agents", new { email = Ann, name = "Ann", role = "agent", password = DoorHost.Password })).Status);
    }
}
