using ChatService.Server.Platform.Storage;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ChatService.Server.Platform.Cli;

/// <summary>Before serving: the schema, and on an empty database the first admin and the demo. After it: what to open.</summary>
public sealed class StartUp(
    Migrator migrator, WriteSession session, StoreWait store, IEnumerable<IFirstStart> firstStarts, IEnumerable<IDemoSeed> seeds, IConfiguration configuration, IServer server,
    IHostApplicationLifetime lifetime)
{
    // Of several nodes that start at once on an empty database one makes its first rows; the others find them.
    private const string FirstStart = "first_start";

    private readonly bool demo = Demo.IsEnabled(configuration);

    /// <summary>Migrates, and seeds what was never used. Running it again changes nothing.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await migrator.MigrateAsync(cancellationToken);
        var due = new List<IFirstStart>();
        foreach (var step in firstStarts)
        {
            if (await step.IsDueAsync(cancellationToken))
            {
                due.Add(step);
            }
        }

        if (due.Count > 0 && await BeginAsync(due, cancellationToken) is { Count: > 0 } notes)
        {
            Print(notes);
        }

        lifetime.ApplicationStarted.Register(Announce);
    }

    /// <summary>The demo alone, for an installation that has none.</summary>
    public Task SeedDemoAsync(CancellationToken cancellationToken) => session.RunAsync((scope, token) => SeedAsync(scope, withDemo: true, token), cancellationToken);

    private async Task<List<string>> BeginAsync(List<IFirstStart> due, CancellationToken cancellationToken)
    {
        foreach (var step in due)
        {
            await step.PrepareAsync(cancellationToken);
        }

        // A node that starts beside us may hold the lock for longer than a call may wait.
        return await store.PatientlyAsync(token => MakeFirstRowsAsync(due, token), cancellationToken);
    }

    // One transaction: a start that is killed half-way begins anew, with the password it then prints.
    private Task<List<string>> MakeFirstRowsAsync(List<IFirstStart> due, CancellationToken cancellationToken) => session.RunAsync(
        async (scope, token) =>
        {
            await scope.LockQueueAsync(token, FirstStart);
            var notes = new List<string>();
            foreach (var step in due)
            {
                if (await step.RunAsync(scope, token) is { } note)
                {
                    notes.Add(note);
                }
            }

            await SeedAsync(scope, demo, token);
            return notes;
        },
        cancellationToken);

    private async Task SeedAsync(WriteScope scope, bool withDemo, CancellationToken cancellationToken)
    {
        await scope.LockQueueAsync(cancellationToken, FirstStart);
        foreach (var seed in seeds.Where(seed => withDemo || !seed.OnlyForDemo))
        {
            await seed.SeedAsync(scope, cancellationToken);
        }
    }

    // To the terminal, not to the log: a password must not end up in a log file. Before listening, as that may fail and the password is shown once.
    private static void Print(List<string> notes) =>
        Console.WriteLine(string.Join(Environment.NewLine, ["", "  First start:", "", .. notes.Select(note => "    " + note), ""]));

    private void Announce()
    {
        var url = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()?.TrimEnd('/') ?? string.Empty;
        string[] shop = demo ? [$"    demo shop {url}/demo"] : [];
        Console.WriteLine(string.Join(Environment.NewLine, ["", "  ChatService is ready.", "", $"    home      {url}/", .. shop, $"    console   {url}/console", ""]));
    }
}
