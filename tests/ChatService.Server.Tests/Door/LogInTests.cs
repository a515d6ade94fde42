using ChatService.Server.Features.Agents;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Tests.Door;

public sealed class LogInTests
{
    [Fact]
    public async Task Login_sets_a_http_only_lax_cookie_and_me_answers()
    {
        await using var host = await DoorHost.StartAsync();
        var agent = await host.AgentAsync("ann@example.com", AgentRole.Supervisor);
        using var client = host.Client();

        var login = await client.PostAsync("/api/auth/login", new { email = " Ann@Example.com ", password = DoorHost.Password });
        var me = await client.GetAsync("/api/auth/me");

        Assert.Equal(200, login.Status);
        var cookie = Assert.Single(login.Response.Headers.GetValues("Set-Cookie"), c => c.StartsWith("chatservice=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(agent.Id, me["agent"].GetProperty("id").GetGuid());
        Assert.Equal("supervisor", me["agent"].GetProperty("role").GetString());
        Assert.Equal("offline", me["agent"].GetProperty("status").GetString());
        Assert.EndsWith("Z", me["serverTime"].GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ann@example.com", "wrong password", 401, "invalid_credentials")]
    [InlineData("nobody@example.com", DoorHost.Password, 401, "invalid_credentials")]
    [InlineData("off@example.com", DoorHost.Password, 401, "invalid_credentials")]
    [InlineData("robot@example.com", "", 400, "invalid_argument")]
    [InlineData(null, null, 400, "invalid_argument")]
    public async Task Login_is_refused_without_telling_why(string? email, string? password, int status, string code)
    {
        await using var host = await DoorHost.StartAsync();
        await host.AgentAsync("ann@example.com");
        await host.AgentAsync("off@example.com", with: a => a.Disabled = true);
        using var client = host.Client();

        var answer = await client.PostAsync("/api/auth/login", new { email, password });

        Assert.Equal((status, code), (answer.Status, answer.Code));
        Assert.Null(client.Cookie);
    }

    [Theory]
    [InlineData("ann@example.com")]
    [InlineData("nobody@example.com")]
    public async Task Five_misses_lock_an_address_for_five_minutes_whether_it_exists_or_not(string email)
    {
        await using var host = await DoorHost.StartAsync();
        await host.AgentAsync("ann@example.com");
        using var client = host.Client();
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("invalid_credentials", (await client.PostAsync("/api/auth/login", new { email, password = "wrong password" })).Code);
        }

        var locked = await client.PostAsync("/api/auth/login", new { email, password = DoorHost.Password });
        host.Time.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));
        var after = await client.PostAsync("/api/auth/login", new { email, password = DoorHost.Password });

        Assert.Equal((423, "locked_out"), (locked.Status, locked.Code));
        Assert.InRange(locked["retryAfterSeconds"].GetInt32(), 1, 300);
        Assert.Equal(email == "ann@example.com" ? 200 : 401, after.Status);
    }

    [Fact]
    public async Task Guesses_sent_at_once_count_like_guesses_in_a_row()
    {
        await using var host = await DoorHost.StartAsync();
        await host.AgentAsync("ann@example.com");
        using var client = host.Client();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.PostAsync("/api/auth/login", new { email = "ann@example.com", password = "wrong password" })));
        var right = await client.PostAsync("/api/auth/login", new { email = "ann@example.com", password = DoorHost.Password });

        Assert.Equal(5, answers.Count(a => a.Code == "invalid_credentials"));
        Assert.Equal("locked_out", right.Code);
    }

    [Fact]
    public async Task Logout_ends_the_session_for_a_copied_cookie_too()
    {
        await using var host = await DoorHost.StartAsync();
        await host.AgentAsync("ann@example.com");
        using var client = await host.LoggedInAsync("ann@example.com");
        using var thief = host.Client();
        thief.SetCookie(client.Cookie!);
        Assert.Equal(200, (await thief.GetAsync("/api/auth/me")).Status);

        var logout = await client.PostAsync("/api/auth/logout");
        var stolen = await thief.GetAsync("/api/auth/me");

        Assert.Equal(200, logout.Status);
        Assert.Null(client.Cookie);
        Assert.Equal((401, "unauthenticated"), (stolen.Status, stolen.Code));
    }

    [Fact]
    public async Task Every_login_is_a_new_session_and_ends_the_one_this_browser_had()
    {
        await using var host = await DoorHost.StartAsync();
        await host.AgentAsync("ann@example.com");
        using var client = await host.LoggedInAsync("ann@example.com");
        using var copy = host.Client();
        copy.SetCookie(client.Cookie!);

        await client.PostAsync("/api/auth/login", new { email = "ann@example.com", password = DoorHost.Password });

        Assert.Equal(200, (await client.GetAsync("/api/auth/me")).Status);
        Assert.Equal(401, (await copy.GetAsync("/api/auth/me")).Status);
        Assert.Equal(2, await host.ReadAsync(db => db.Set<AgentSession>().CountAsync()));
    }

    [Fact]
    public async Task A_session_lives_as_long_as_it_is_used_and_ends_twelve_hours_later()
    {
        await using var host = await DoorHost.StartAsync();
        await host.AgentAsync("ann@example.com");
        using var client = await host.LoggedInAsync("ann@example.com");

        host.Time.Advance(TimeSpan.FromHours(11));
        var used = await client.GetAsync("/api/auth/me");
        host.Time.Advance(TimeSpan.FromHours(11));
        var usedAgain = await client.GetAsync("/api/auth/me");
        host.Time.Advance(TimeSpan.FromHours(12));
        var tooLate = await client.GetAsync("/api/auth/me");

        Assert.True(used.Response.Headers.Contains("Set-Cookie"));
        Assert.Equal((200, 200, 401), (used.Status, usedAgain.Status, tooLate.Status));
    }

    [Fact]
    public async Task A_forged_cookie_is_no_login()
    {
        await using var host = await DoorHost.StartAsync();
        await host.AgentAsync("ann@example.com");
        using var client = host.Client();
        client.SetCookie("CfDJ8forgedforgedforged");

        Assert.Equal(401, (await client.GetAsync("/api/auth/me")).Status);
    }

    [Fact]
    public async Task A_new_password_ends_the_other_sessions_and_keeps_this_one()
    {
        await using var host = await DoorHost.StartAsync();
        await host.AgentAsync("ann@example.com");
        using var here = await host.LoggedInAsync("ann@example.com");
        using var there = await host.LoggedInAsync("ann@example.com");

        var changed = await here.PostAsync("/api/auth/password", new { current = DoorHost.Password, next = "a longer pass phrase" });
        using var fresh = host.Client();

        Assert.Equal(200, changed.Status);
        Assert.Equal(200, (await here.GetAsync("/api/auth/me")).Status);
        Assert.Equal(401, (await there.GetAsync("/api/auth/me")).Status);
        Assert.Equal(401, (await fresh.PostAsync("/api/auth/login", new { email = "ann@example.com", password = DoorHost.Password })).Status);
        Assert.Equal(200, (await fresh.PostAsync("/api/auth/login", new { email = "ann@example.com", password = "a longer pass phrase" })).Status);
    }

    [Fact]
    public async Task A_new_password_is_refused_with_every_complaint()
    {
        await using var host = await DoorHost.StartAsync();
        await host.AgentAsync("ann@example.com");
        using var client = await host.LoggedInAsync("ann@example.com");

        var empty = await client.PostAsync("/api/auth/password", new { current = "", next = "short" });
        var wrong = await client.PostAsync("/api/auth/password", new { current = "not the password", next = "a longer pass phrase" });

        Assert.Equal(["current", "next"], empty.ErrorFields);
        Assert.Equal((400, "invalid_argument"), (wrong.Status, wrong.Code));
        Assert.Equal(["current"], wrong.ErrorFields);
    }

    [Fact]
    public async Task A_demoted_or_disabled_agent_is_judged_by_its_role_of_now()
    {
        await using var host = await DoorHost.StartAsync();
        var agent = await host.AgentAsync("ann@example.com", AgentRole.Admin);
        using var client = await host.LoggedInAsync("ann@example.com");
        Assert.Equal(200, (await client.GetAsync("/api/audit")).Status);

        await ChangeAsync(host, agent.Id, a => a.Role = AgentRole.Agent);
        var demoted = await client.GetAsync("/api/audit");
        await ChangeAsync(host, agent.Id, a => a.Disabled = true);
        var disabled = await client.GetAsync("/api/auth/me");

        Assert.Equal((403, "forbidden"), (demoted.Status, demoted.Code));
        Assert.Equal((401, "unauthenticated"), (disabled.Status, disabled.Code));
    }

    private static Task ChangeAsync(DoorHost host, Guid id, Action<Agent> change) => host.WriteAsync(scope =>
    {
        change(scope.Db.Set<Agent>().Single(a => a.Id == id));
        scope.Tell(new Platform.Storage.SnapshotStale(typeof(Agent)));
    });
}
