using System.Text.Json;
using ChatService.Server.Features.Agents;
using ChatService.Server.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChatService.Server.Tests.Door;

public sealed class AccountTests
{
    // The head of a picture of 256 × 200 pixels: nothing of ours decodes more.
    private static readonly byte[] Png =
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 1, 0, 0, 0, 0, 200, 8, 6, 0, 0, 0, 0, 0, 0, 0, 0];

    private const string Own = "violet kettle runs uphill";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_one_time_password_is_changed_at_the_first_log_in_and_good_no_longer()
    {
        await using var host = await DoorHost.StartAsync();
        using var admin = await host.AdminAsync();
        var made = await admin.PostAsync("/api/agents", new { email = "ann@example.com", name = "Ann", role = "agent" });
        var oneTime = made["oneTimePassword"].GetString();
        using var ann = host.Client();

        var bare = await ann.PostAsync("/api/auth/login", new { email = "ann@example.com", password = oneTime });
        var none = await ann.GetAsync("/api/auth/me");
        var same = await ann.PostAsync("/api/auth/login", new { email = "ann@example.com", password = oneTime, newPassword = oneTime });
        var own = await ann.PostAsync("/api/auth/login", new { email = "ann@example.com", password = oneTime, newPassword = Own });
        var stays = await ann.GetAsync("/api/auth/me");
        var again = await ann.PostAsync("/api/auth/login", new { email = "ann@example.com", password = oneTime, newPassword = "other words for a day" });

        Assert.Equal((401, "password_change_required"), (bare.Status, bare.Code));
        Assert.Equal(401, none.Status);
        Assert.Equal(["newPassword"], same.ErrorFields);
        Assert.Equal(200, own.Status);
        Assert.Equal(200, stays.Status);
        Assert.Equal((401, "invalid_credentials"), (again.Status, again.Code));
        Assert.Equal(200, (await ann.PostAsync("/api/auth/login", new { email = "ann@example.com", password = Own })).Status);
    }

    [Fact]
    public async Task A_one_time_password_that_waited_too_long_is_a_wrong_one()
    {
        await using var host = await DoorHost.StartAsync();
        using var admin = await host.AdminAsync();
        var made = await admin.PostAsync("/api/agents", new { email = "ann@example.com", name = "Ann", role = "agent" });
        await host.Services.GetRequiredService<WriteSession>().RunAsync(
            async (scope, token) => (await scope.Db.Set<Agent>().SingleAsync(a => a.Email == "ann@example.com", token)).OneTimeUntil = scope.Now.AddSeconds(-1), Token);

        using var ann = host.Client();
        var late = await ann.PostAsync("/api/auth/login", new { email = "ann@example.com", password = made["oneTimePassword"].GetString(), newPassword = Own });

        Assert.Equal((401, "invalid_credentials"), (late.Status, late.Code));
    }

    [Fact]
    public async Task An_invitation_works_once_and_a_newer_link_ends_it()
    {
        await using var host = await DoorHost.StartAsync();
        using var admin = await host.AdminAsync();
        var made = await admin.PostAsync("/api/agents", new { email = "ann@example.com", name = "Ann", role = "agent", invite = true });
        var first = TokenOf(made["inviteUrl"].GetString());
        var second = TokenOf((await admin.PostAsync($"/api/agents/{made["id"].GetGuid()}/password", new { link = true }))["resetUrl"].GetString());
        using var ann = host.Client();

        Assert.Equal((401, "token_invalid"), Said(await ann.PostAsync("/api/auth/link/look", new { token = first })));
        var look = await ann.PostAsync("/api/auth/link/look", new { token = second });
        var weak = await ann.PostAsync("/api/auth/link", new { token = second, password = "Password1234" });
        var used = await ann.PostAsync("/api/auth/link", new { token = second, password = Own });
        var again = await ann.PostAsync("/api/auth/link", new { token = second, password = Own });

        Assert.Equal(("ann@example.com", true), (look["email"].GetString(), look["isInvitation"].GetBoolean()));
        Assert.Equal(["password"], weak.ErrorFields);
        Assert.Equal("Ann", used["agent"].GetProperty("name").GetString());
        Assert.Equal(200, (await ann.GetAsync("/api/auth/me")).Status);
        Assert.Equal((401, "token_invalid"), Said(again));
        await using var db = await host.Services.GetRequiredService<IDbContextFactory<ChatDb>>().CreateDbContextAsync(Token);
        Assert.Empty(await db.Set<AccountLink>().ToListAsync(Token));
    }

    [Fact]
    public async Task The_list_tells_who_is_invited_and_admins_until_when()
    {
        await using var host = await DoorHost.StartAsync();
        using var admin = await host.AdminAsync();
        await host.AgentAsync("bob@example.com");
        using var bob = await host.LoggedInAsync("bob@example.com");
        var made = await admin.PostAsync("/api/agents", new { email = "ann@example.com", name = "Ann", role = "agent", invite = true });
        var invitedAt = host.Time.GetUtcNow();
        var invited = await AnnAsync(admin);
        Assert.True(invited.GetProperty("invited").GetBoolean());
        Assert.Equal(invitedAt + AccountLinks.InvitationFor, invited.GetProperty("invitedUntil").GetDateTimeOffset(), TimeSpan.FromSeconds(1));

        // Until when is told to nobody who could not make a new link.
        var seen = await AnnAsync(bob);
        Assert.True(seen.GetProperty("invited").GetBoolean());
        Assert.False(HasValue(seen, "invitedUntil"));

        await host.Services.GetRequiredService<WriteSession>().RunAsync(
            async (scope, cancel) => (await scope.Db.Set<AccountLink>().SingleAsync(cancel)).ExpiresAt = scope.Now.AddSeconds(-1), Token);
        var over = await AnnAsync(admin);
        Assert.True(over.GetProperty("invited").GetBoolean());
        Assert.False(HasValue(over, "invitedUntil"));

        var token = TokenOf((await admin.PostAsync($"/api/agents/{made["id"].GetGuid()}/password", new { link = true }))["resetUrl"].GetString());
        using var ann = host.Client();
        await ann.PostAsync("/api/auth/link", new { token, password = Own });
        Assert.False((await AnnAsync(admin)).GetProperty("invited").GetBoolean());

        async Task<JsonElement> AnnAsync(DoorClient client) =>
            (await client.GetAsync("/api/agents"))["items"].EnumerateArray().Single(a => a.GetProperty("email").GetString() == "ann@example.com");

        static bool HasValue(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;
    }

    [Fact]
    public async Task A_reset_by_link_works_once()
    {
        await using var host = await DoorHost.StartAsync();
        using var admin = await host.AdminAsync();
        var ann = await host.AgentAsync("ann@example.com");
        var token = TokenOf((await admin.PostAsync($"/api/agents/{ann.Id}/password", new { link = true }))["resetUrl"].GetString());
        using var first = host.Client();
        using var second = host.Client();

        Assert.Equal(200, (await first.PostAsync("/api/auth/link", new { token, password = Own })).Status);
        Assert.Equal((401, "token_invalid"), Said(await second.PostAsync("/api/auth/link", new { token, password = "other words for a day" })));
        Assert.Equal((401, "token_invalid"), Said(await second.PostAsync("/api/auth/link/look", new { token })));
        Assert.Equal(200, (await second.PostAsync("/api/auth/login", new { email = "ann@example.com", password = Own })).Status);
    }

    [Fact]
    public async Task An_invitation_ends_when_the_agent_is_disabled_also_for_later()
    {
        await using var host = await DoorHost.StartAsync();
        using var admin = await host.AdminAsync();
        var made = await admin.PostAsync("/api/agents", new { email = "ann@example.com", name = "Ann", role = "agent", invite = true });
        var token = TokenOf(made["inviteUrl"].GetString());
        using var ann = host.Client();

        var disabled = await admin.DeleteAsync($"/api/agents/{made["id"].GetGuid()}");
        Assert.Equal((401, "token_invalid"), Said(await ann.PostAsync("/api/auth/link", new { token, password = Own })));
        await admin.PutAsync($"/api/agents/{made["id"].GetGuid()}", new { disabled = false, version = disabled["version"].GetInt32() });
        Assert.Equal((401, "token_invalid"), Said(await ann.PostAsync("/api/auth/link", new { token, password = Own })));
    }

    [Fact]
    public async Task An_old_link_is_over_and_none_stands_readable_in_the_store()
    {
        await using var host = await DoorHost.StartAsync();
        using var admin = await host.AdminAsync();
        var made = await admin.PostAsync("/api/agents", new { email = "ann@example.com", name = "Ann", role = "agent", invite = true });
        var token = TokenOf(made["inviteUrl"].GetString());
        await host.Services.GetRequiredService<WriteSession>().RunAsync(
            async (scope, cancel) =>
            {
                var link = await scope.Db.Set<AccountLink>().SingleAsync(cancel);
                Assert.DoesNotContain(token, link.Hash, StringComparison.Ordinal);
                link.ExpiresAt = scope.Now.AddSeconds(-1);
            },
            Token);

        Assert.Equal((401, "token_invalid"), Said(await admin.PostAsync("/api/auth/link/look", new { token })));
    }

    [Fact]
    public async Task A_second_factor_is_asked_for_at_every_log_in_and_each_code_is_good_once()
    {
        await using var host = await DoorHost.StartAsync();
        await host.AgentAsync("ann@example.com");
        using var ann = await host.LoggedInAsync("ann@example.com");
        using var other = host.Client();
        var secret = (await ann.PostAsync("/api/auth/second-factor/secret", new { }))["secret"].GetString()!;
        var step = host.Time.GetUtcNow().ToUnixTimeSeconds() / 30;
        var wrong = await ann.PostAsync("/api/auth/second-factor", new { secret, code = "000000", password = DoorHost.Password });
        var on = await ann.PostAsync("/api/auth/second-factor", new { secret, code = Totp.Code(secret, step), password = DoorHost.Password });
        var recovery = on["recoveryCodes"].EnumerateArray().Select(c => c.GetString()).ToList();

        Assert.Equal(["code"], wrong.ErrorFields);
        Assert.Equal(10, recovery.Count);
        Assert.Equal((401, "second_factor_required"), Said(await LogInAsync(other, null)));
        Assert.Equal((401, "invalid_credentials"), Said(await LogInAsync(other, Totp.Code(secret, step))));
        Assert.Equal(200, (await LogInAsync(other, Totp.Code(secret, step + 1))).Status);
        Assert.Equal(200, (await LogInAsync(other, recovery[0])).Status);
        Assert.Equal((401, "invalid_credentials"), Said(await LogInAsync(other, recovery[0])));
        Assert.Equal(200, (await ann.PostAsync("/api/auth/second-factor/off", new { password = DoorHost.Password, code = recovery[1] })).Status);
        Assert.Equal(200, (await LogInAsync(other, null)).Status);

        Task<Answer> LogInAsync(DoorClient client, string? code) =>
            client.PostAsync("/api/auth/login", new { email = "ann@example.com", password = DoorHost.Password, code });
    }

    [Fact]
    public async Task Wrong_codes_lock_like_wrong_passwords()
    {
        await using var host = await DoorHost.StartAsync();
        await host.AgentAsync("ann@example.com");
        using var ann = await host.LoggedInAsync("ann@example.com");
        using var stranger = host.Client();
        var secret = (await ann.PostAsync("/api/auth/second-factor/secret", new { }))["secret"].GetString()!;
        var step = host.Time.GetUtcNow().ToUnixTimeSeconds() / 30;
        await ann.PostAsync("/api/auth/second-factor", new { secret, code = Totp.Code(secret, step), password = DoorHost.Password });

        // A question for the code is no miss, and forgives none.
        var asked = await LogInAsync(null);
        for (var i = 0; i < LoginMisses.Most; i++)
        {
            Assert.Equal((401, "invalid_credentials"), Said(await LogInAsync("00000000")));
            Assert.Equal(i < LoginMisses.Most - 1 ? "second_factor_required" : "locked_out", (await LogInAsync(null)).Code);
        }

        Assert.Equal((401, "second_factor_required"), Said(asked));
        Assert.Equal((423, "locked_out"), Said(await LogInAsync(Totp.Code(secret, step + 1))));

        Task<Answer> LogInAsync(string? code) => stranger.PostAsync("/api/auth/login", new { email = "ann@example.com", password = DoorHost.Password, code });
    }

    [Fact]
    public async Task Guesses_at_a_forgotten_desk_lock_the_second_factors_switch()
    {
        await using var host = await DoorHost.StartAsync();
        await host.AgentAsync("ann@example.com");
        using var ann = await host.LoggedInAsync("ann@example.com");
        var secret = (await ann.PostAsync("/api/auth/second-factor/secret", new { }))["secret"].GetString()!;
        var codes = new List<string?>();
        for (var i = 0; i <= LoginMisses.Most; i++)
        {
            codes.Add((await ann.PostAsync("/api/auth/second-factor", new { secret, code = "000000", password = "not the one at all" })).Code);
        }

        Assert.Equal([.. Enumerable.Repeat("invalid_argument", LoginMisses.Most), "locked_out"], codes);
        Assert.Equal("locked_out", (await ann.PostAsync("/api/auth/password", new { current = DoorHost.Password, next = Own })).Code);
    }

    [Fact]
    public async Task A_reset_by_link_does_not_walk_round_the_second_factor()
    {
        await using var host = await DoorHost.StartAsync();
        var id = (await host.AgentAsync("ann@example.com")).Id;
        using var admin = await host.AdminAsync();
        using var ann = await host.LoggedInAsync("ann@example.com");
        var secret = (await ann.PostAsync("/api/auth/second-factor/secret", new { }))["secret"].GetString()!;
        var step = host.Time.GetUtcNow().ToUnixTimeSeconds() / 30;
        await ann.PostAsync("/api/auth/second-factor", new { secret, code = Totp.Code(secret, step), password = DoorHost.Password });
        var token = TokenOf((await admin.PostAsync($"/api/agents/{id}/password", new { link = true }))["resetUrl"].GetString());
        using var stranger = host.Client();

        Assert.Equal((401, "second_factor_required"), Said(await stranger.PostAsync("/api/auth/link", new { token, password = Own })));
        Assert.Equal(200, (await stranger.PostAsync("/api/auth/link", new { token, password = Own, code = Totp.Code(secret, step + 1) })).Status);
    }

    [Theory]
    [InlineData("aaaaaaaaaa")]
    [InlineData("1234567890")]
    [InlineData("qwertyuiop")]
    [InlineData("Password1234")]
    [InlineData("P@ssw0rd!!2024")]
    [InlineData("abcabcabcabc")]
    [InlineData("ann@example.com")]
    [InlineData("annexample1")]
    [InlineData("0987654321")]
    [InlineData("chatservice1")]
    public void Passwords_that_are_guessed_first_are_refused(string password) =>
        Assert.Equal("TooCommon", Passwords.Complaint(password, new Agent { Name = "Ann Example", Email = "ann@example.com" })?.Code.ToString());

    [Theory]
    [InlineData("correct horse battery")]
    [InlineData("violet kettle runs uphill")]
    [InlineData("tK9#mQ2vLx")]
    [InlineData("我家的猫喜欢在窗台上晒太阳")]
    public void Passwords_of_ones_own_are_taken(string password) =>
        Assert.Null(Passwords.Complaint(password, new Agent { Name = "Ann Example", Email = "ann@example.com" }));

    [Fact]
    public async Task A_hash_of_fewer_rounds_is_made_anew_at_the_next_log_in()
    {
        await using var host = DoorHost.Start(services => services.Replace(ServiceDescriptor.Singleton(_ => new Passwords())));
        await host.AgentAsync("ann@example.com");
        var old = new Microsoft.AspNetCore.Identity.PasswordHasher<Agent>().HashPassword(new Agent(), DoorHost.Password);
        await host.Services.GetRequiredService<WriteSession>().RunAsync(
            async (scope, token) => (await scope.Db.Set<Agent>().SingleAsync(a => a.Email == "ann@example.com", token)).PasswordHash = old, Token);

        using var ann = await host.LoggedInAsync("ann@example.com");

        await using var db = await host.Services.GetRequiredService<IDbContextFactory<ChatDb>>().CreateDbContextAsync(Token);
        var hash = Convert.FromBase64String((await db.Set<Agent>().SingleAsync(a => a.Email == "ann@example.com", Token)).PasswordHash);
        // The format's bytes 5 to 8: the rounds.
        Assert.Equal(210_000, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(5)));
    }

    [Fact]
    public async Task An_agent_keeps_its_own_profile_and_log_ins()
    {
        await using var host = await DoorHost.StartAsync();
        await host.AgentAsync("ann@example.com");
        using var ann = await host.LoggedInAsync("ann@example.com");
        using var elsewhere = await host.LoggedInAsync("ann@example.com");

        var saved = await ann.PutAsync("/api/auth/me", new { name = "Ann Lee", signature = "Ann, Support", locale = "zh-CN" });
        Assert.Equal(("Ann Lee", "Ann, Support", "zh-CN"), (saved["name"].GetString(), saved["signature"].GetString(), saved["locale"].GetString()));
        var sessions = (await ann.GetAsync("/api/auth/sessions"))["items"].EnumerateArray().ToList();
        Assert.Equal(2, sessions.Count);
        await ann.DeleteAsync("/api/auth/sessions");
        Assert.Equal(401, (await elsewhere.GetAsync("/api/auth/me")).Status);
        Assert.Equal(200, (await ann.GetAsync("/api/auth/me")).Status);
    }

    [Fact]
    public async Task An_agents_photo_is_served_as_what_it_is_until_it_is_taken_away()
    {
        await using var host = await DoorHost.StartAsync();
        await host.AgentAsync("ann@example.com");
        using var ann = await host.LoggedInAsync("ann@example.com");
        using var anybody = host.Client();

        var refused = await ann.PutAsync("/api/auth/photo", new ByteArrayContent("<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray()));
        Assert.Equal((400, "invalid_argument"), Said(refused));
        var address = (await ann.PutAsync("/api/auth/photo", new ByteArrayContent(Png)))["avatarUrl"].GetString()!;
        var photo = (await anybody.GetAsync(address)).Response;
        Assert.Equal("image/png", photo.Content.Headers.ContentType?.MediaType);
        Assert.Equal(Png, await photo.Content.ReadAsByteArrayAsync(Token));
        Assert.Equal("nosniff", photo.Headers.GetValues("X-Content-Type-Options").Single());

        Assert.Equal(200, (await ann.DeleteAsync("/api/auth/photo")).Status);
        Assert.Equal(404, (await anybody.GetAsync(address)).Status);
        Assert.DoesNotContain("/avatars/", (await ann.GetAsync("/api/auth/me"))["agent"].GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_photo_is_what_its_bytes_say()
    {
        byte[] jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xC0, 0, 17, 8, 0, 120, 0, 90, 3, 1, 0, 0];

        Assert.Equal(new ImageHeader("image/png", 256, 200), ImageHeader.Read(Png));
        Assert.Equal(new ImageHeader("image/jpeg", 90, 120), ImageHeader.Read(jpeg));
        Assert.Null(ImageHeader.Read("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8));
        Assert.Null(ImageHeader.Read(jpeg.AsSpan(0, 9)));
        Assert.Null(ImageHeader.Read([]));
    }

    private static string TokenOf(string? url) => url!.Split('#')[1];

    private static (int Status, string? Code) Said(Answer answer) => (answer.Status, answer.Code);
}
