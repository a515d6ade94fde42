using System.Diagnostics;
using ChatService.Server.Platform.Cli;
using ChatService.Testing;
using Microsoft.Extensions.Configuration;

namespace ChatService.Server.Tests.Door;

public sealed class CommandLineTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public void Every_bad_setting_is_complained_about_at_once()
    {
        var complaints = SettingsCheck.Complaints(Configuration(
            ("urls", "localhost"), ("PublicUrl", "chat.example.com"), ("Storage:DataDirectory", "/dev/null/data"), ("Storage:DataDir", "x"),
            ("Bootstrap:AdminEmail", "nobody"), ("Bootstrap:AdminPassword", "short"), ("ConnectionStrings:Postgres", "Host=db;Password=geheim"),
            ("ConnectionStrings:Redis", "redis://:geheim@redis:6379"), ("Proxy:Known", "10.0.0.0/8, proxy"), ("Observability:MetricsToken", "x"), ("Limits:LoginPerMinute", "many")));

        Assert.Equal(
            [
                "ASPNETCORE_URLS", "PublicUrl", "Storage__DataDirectory", "ConnectionStrings__Postgres", "ConnectionStrings__Redis", "Bootstrap__AdminEmail",
                "Bootstrap__AdminPassword", "Observability__MetricsToken", "Limits__LoginPerMinute", "Proxy__Known", "Storage__DataDir",
            ],
            complaints.Select(c => c.Split(' ', ':')[0]));
        Assert.DoesNotContain("geheim", string.Concat(complaints), StringComparison.Ordinal);
    }

    [Fact]
    public void Good_settings_and_none_raise_no_complaint()
    {
        using var directory = new TempDirectory();
        Assert.Empty(SettingsCheck.Complaints(Configuration(
            ("urls", "http://*:5080;https://chat.example.com"), ("Storage:DataDirectory", directory.Path), ("Bootstrap:AdminEmail", "a@example.com"),
            ("Bootstrap:AdminPassword", "long enough"), ("ConnectionStrings:Redis", "redis:6379,password=geheim"), ("Proxy:Known:0", "10.0.0.1"), ("Proxy:Known:1", "fd00::/8"), ("Limits:LoginPerMinute", "20"))));
    }

    [Fact]
    public void The_settings_are_printed_without_their_secrets()
    {
        var lines = SettingsCheck.Print(Configuration(
            ("Bootstrap:AdminPassword", "geheim geheim"), ("ConnectionStrings:Postgres", "Password=geheim"), ("Observability:MetricsToken", "geheim geheim geheim"),
            ("Storage:DataDirectory", "/srv/chat"), ("Presence:GraceSeconds", "7"))).ToList();

        Assert.DoesNotContain(lines, line => line.Contains("geheim", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("Bootstrap__AdminPassword = (set, hidden)", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("Storage__DataDirectory = /srv/chat", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("Limits__LoginPerMinute = 10  [default]", StringComparison.Ordinal));
        Assert.Contains("Presence__GraceSeconds = 7", lines);
    }

    [Fact]
    public async Task The_server_refuses_to_start_with_what_it_cannot_honour()
    {
        using var directory = new TempDirectory();
        var (code, _, error) = await RunAsync(directory, "run", "--ConnectionStrings:Postgres=Host=db;Password=geheim", "--Bootstrap:AdminPassword=short");

        Assert.Equal(2, code);
        Assert.Contains("ConnectionStrings__Postgres must name a Database", error, StringComparison.Ordinal);
        Assert.Contains("Bootstrap__AdminPassword must have", error, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_cannot_be_reached_ends_the_start_with_a_sentence()
    {
        using var directory = new TempDirectory();
        var (code, _, error) = await RunAsync(directory, "run", "--ConnectionStrings:Postgres=Host=127.0.0.1;Port=1;Database=chat;Username=chat;Password=geheim", "--Storage:StartTimeoutSeconds=1");

        Assert.Equal(1, code);
        Assert.StartsWith("PostgreSQL at 127.0.0.1:1/chat cannot be reached: ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_agent_makes_an_agent_once_and_says_what_is_wrong_otherwise()
    {
        using var directory = new TempDirectory();
        var made = await RunAsync(directory, "create-agent", "--email", "ann@example.com", "--role=supervisor");
        var again = await RunAsync(directory, "create-agent", "--email", "ann@example.com", "--role", "boss", "--password", "short");
        var usage = await RunAsync(directory, "create-agent", "--mail", "ann@example.com");

        Assert.Equal((0, 1, 2), (made.Code, again.Code, usage.Code));
        Assert.Contains("ann@example.com can log in as supervisor. One-time password", made.Out, StringComparison.Ordinal);
        Assert.Contains("First start", made.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("First start", again.Out, StringComparison.Ordinal);
        Assert.All(["email: ", "role: ", "password: "], field => Assert.Contains(field, again.Error, StringComparison.Ordinal));
        Assert.Contains("Usage: create-agent", usage.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_other_commands_do_what_they_say()
    {
        using var directory = new TempDirectory();
        var check = await RunAsync(directory, "check-config");
        var migrate = await RunAsync(directory, "migrate");
        var seed = await RunAsync(directory, "seed-demo");
        var print = await RunAsync(directory, "print-config");
        var unknown = await RunAsync(directory, "dance");

        Assert.Equal((0, 0, 0, 0, 2), (check.Code, migrate.Code, seed.Code, print.Code, unknown.Code));
        Assert.Contains("The database is at version", migrate.Out, StringComparison.Ordinal);
        // Migrated and never used: the first admin is made when it is used.
        Assert.Contains("First start", seed.Out, StringComparison.Ordinal);
        Assert.Contains("seed-demo", unknown.Error, StringComparison.Ordinal);
    }

    private static IConfiguration Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build();

    private static async Task<(int Code, string Out, string Error)> RunAsync(TempDirectory data, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "ChatService.Server.dll"), .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["Storage__DataDirectory"] = data.Path, ["ASPNETCORE_URLS"] = "http://127.0.0.1:0" },
        };
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
