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

    [Theory]
    [InlineData("ConnectionStrings:Postgres", "Host=db;Database=chat", "", true)]
    [InlineData("PublicUrl", "https://chat.example.com", "http://*:8080", true)]
    [InlineData("PublicUrl", "https://chat.example.com", "https://*:443", false)]
    [InlineData("PublicUrl", "http://localhost:5080", "http://localhost:5080", false)]
    public void An_unnamed_load_balancer_is_warned_about_before_the_start(string key, string value, string urls, bool warned)
    {
        var named = Configuration((key, value), ("urls", urls), ("Proxy:Known", "10.0.0.0/8"));
        var unnamed = Configuration((key, value), ("urls", urls));

        Assert.Empty(SettingsCheck.Warnings(named));
        Assert.Equal(warned, SettingsCheck.Warnings(unnamed).Any(w => w.Contains("Proxy__Known", StringComparison.Ordinal)));
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
    public async Task A_password_is_read_from_standard_input_or_a_file_and_warned_about_as_an_argument()
    {
        using var directory = new TempDirectory();
        var file = Path.Combine(directory.Path, "password");
        await File.WriteAllTextAsync(file, "from a file, ten or more\n", TestContext.Current.CancellationToken);
        var typed = await RunAsync(directory, "typed, ten or more\n", ["create-agent", "--email", "a@example.com", "--role=agent", "--password", "-"]);
        var filed = await RunAsync(directory, "create-agent", "--email", "b@example.com", "--role=agent", "--password-file", file);
        var shown = await RunAsync(directory, "create-agent", "--email", "c@example.com", "--role=agent", "--password", "shown, ten or more");
        var nothing = await RunAsync(directory, string.Empty, ["create-agent", "--email", "d@example.com", "--role=agent", "--password=-"]);
        var nowhere = await RunAsync(directory, "create-agent", "--email", "d@example.com", "--role=agent", "--password-file=/nowhere");
        var both = await RunAsync(directory, "create-agent", "--email", "d@example.com", "--role=agent", "--password-file", file, "--password=-");

        Assert.Equal((0, 0, 0), (typed.Code, filed.Code, shown.Code));
        Assert.Equal((2, 2, 2), (nothing.Code, nowhere.Code, both.Code));
        Assert.DoesNotContain("One-time password", typed.Out.Split("can log in")[1] + filed.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("Warning", typed.Error + filed.Error, StringComparison.Ordinal);
        Assert.Contains("Warning", shown.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("ten or more", typed.Out + filed.Out + shown.Out + shown.Error, StringComparison.Ordinal);
        await using var host = ChatHost.Start(directory.Path, settings: new Dictionary<string, string> { ["ConnectionStrings:Postgres"] = string.Empty });
        using var client = new DoorClient(host.Url);
        Assert.Equal(200, (await client.PostAsync("/api/auth/login", new { email = "a@example.com", password = "typed, ten or more" })).Status);
        Assert.Equal(200, (await client.PostAsync("/api/auth/login", new { email = "b@example.com", password = "from a file, ten or more" })).Status);
    }

    [Theory]
    [InlineData("PublicUrl", "https://admin:geheim@chat.example.com")]
    [InlineData("PublicUrl", "https://geheim@chat.example.com/")]
    [InlineData("urls", "http://ops:geheim@localhost:5080")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "https://ops:geheim@collector:4318")]
    public void A_password_in_an_address_is_not_printed_and_is_warned_about(string key, string value)
    {
        var configuration = Configuration((key, value), ("Proxy:Known", "127.0.0.1"));

        Assert.DoesNotContain(SettingsCheck.Print(configuration), line => line.Contains("geheim", StringComparison.Ordinal));
        Assert.Contains("(hidden)@", string.Concat(SettingsCheck.Print(configuration)), StringComparison.Ordinal);
        var warning = Assert.Single(SettingsCheck.Warnings(configuration), w => w.Contains("password", StringComparison.Ordinal));
        Assert.DoesNotContain("geheim", warning, StringComparison.Ordinal);
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

    private static Task<(int Code, string Out, string Error)> RunAsync(TempDirectory data, params string[] args) => RunAsync(data, null, args);

    private static async Task<(int Code, string Out, string Error)> RunAsync(TempDirectory data, string? input, string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "ChatService.Server.dll"), .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            Environment = { ["Storage__DataDirectory"] = data.Path, ["ASPNETCORE_URLS"] = "http://127.0.0.1:0" },
        };
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input ?? string.Empty);
        process.StandardInput.Close();
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
