using ChatService.Server.Features.Agents;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace ChatService.Testing;

/// <summary>The real server on a loopback port, with its own data directory. Fails at its end when the server logged an error that nobody announced.</summary>
public sealed class ChatHost : IAsyncDisposable
{
    /// <summary>The first admin's log-in.</summary>
    public const string AdminEmail = "admin@example.com";

    /// <summary>The first admin's password.</summary>
    public const string AdminPassword = "correct horse battery";

    private const int PasswordRounds = 1_000;

    private readonly TempDirectory? ownDirectory;
    private readonly Factory factory;

    private ChatHost(string? dataDirectory, TimeProvider? time, IReadOnlyDictionary<string, string>? settings, Action<IServiceCollection>? services)
    {
        ownDirectory = dataDirectory is null ? new TempDirectory() : null;
        factory = new Factory(dataDirectory ?? ownDirectory!.Path, time, Errors, settings ?? new Dictionary<string, string>(), services);
        factory.UseKestrel(0);
        factory.StartServer();
        Url = factory.ClientOptions.BaseAddress;
        Http = new HttpClient { BaseAddress = Url };
    }

    /// <summary>Where it listens.</summary>
    public Uri Url { get; }

    /// <summary>Without credentials.</summary>
    public HttpClient Http { get; }

    /// <summary>What the server logged.</summary>
    public ErrorWatch Errors { get; } = new();

    /// <summary>The server's services, for tests of one room.</summary>
    public IServiceProvider Services => factory.Services;

    /// <summary>Starts it; with a clock of the test's own when one is given, and with parts that a test puts in another's place.</summary>
    public static ChatHost Start(
        string? dataDirectory = null, TimeProvider? time = null, IReadOnlyDictionary<string, string>? settings = null, Action<IServiceCollection>? services = null) =>
        new(dataDirectory, time, settings, services);

    /// <summary>A visitor of the demo inbox.</summary>
    public Task<VisitorClient> VisitorAsync(string? visitorToken = null, string locale = "en") => VisitorClient.OpenAsync(Http, visitorToken, locale: locale);

    /// <summary>The first admin, connected.</summary>
    public Task<AgentClient> AdminAsync() => AgentClient.LogInAsync(Url, AdminEmail, AdminPassword);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await factory.DisposeAsync();
        ownDirectory?.Dispose();
        Errors.Verify();
    }

    private sealed class Factory(
        string dataDirectory, TimeProvider? time, ErrorWatch errors, IReadOnlyDictionary<string, string> settings, Action<IServiceCollection>? replace) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Testing");
            builder.UseSetting("Storage:DataDirectory", dataDirectory);
            builder.UseSetting("ConnectionStrings:Postgres", TestStore.Postgres(dataDirectory));
            // On both engines: the tests' visitors write to its inbox.
            builder.UseSetting("Demo:Enabled", "true");
            builder.UseSetting("Bootstrap:AdminEmail", AdminEmail);
            builder.UseSetting("Bootstrap:AdminPassword", AdminPassword);
            // All clients of a test have one address.
            builder.UseSetting("Limits:LoginPerMinute", "10000");
            builder.UseSetting("Limits:AccountLinksPerMinute", "10000");
            builder.UseSetting("Limits:WidgetSessionPerMinute", "10000");
            builder.UseSetting("Limits:AddressWritesPer10Seconds", "1000000");
            builder.UseSetting("Limits:AddressLinesPer10Seconds", "1000000");
            builder.UseSetting("Limits:AddressConversationsPer15Minutes", "1000000");
            builder.UseSetting("Limits:AddressWaitingPerInbox", "1000000");
            builder.UseSetting("Admission:SocketsPerAddress", "100000");
            foreach (var (key, value) in settings)
            {
                builder.UseSetting(key, value);
            }

            builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(errors).SetMinimumLevel(LogLevel.Information));
            builder.ConfigureServices(services =>
            {
                if (time is not null)
                {
                    services.RemoveAll<TimeProvider>();
                    services.AddSingleton(time);
                }

                // A log-in takes a tenth of a second of a core on purpose; every test has some.
                services.Replace(ServiceDescriptor.Singleton(_ => new Passwords(PasswordRounds)));
                replace?.Invoke(services);
            });
        }
    }
}
