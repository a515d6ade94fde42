using ChatService.Server.Platform.Storage;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ChatService.Server.Platform.Cli;

/// <summary>Before serving: the schema, and on an empty database the first admin and the demo. After it: what to open.</summary>
public sealed class StartUp(
    Migrator migrator, WriteSession session, IEnumerable<IFirstStart> firstStarts, IEnumerable<IDemoSeed> demo, IServer server, IHostApplicationLifetime lifetime)
{
    /// <summary>Migrates and seeds. Running it again changes nothing.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var before = await migrator.CurrentVersionAsync(cancellationToken);
        await migrator.MigrateAsync(cancellationToken);
        var steps = firstStarts.ToList();
        var notes = new List<string>();
        if (before == 0)
        {
            foreach (var step in steps)
            {
                await step.PrepareAsync(cancellationToken);
            }

            // One transaction: a start that is killed half-way begins anew, with the password it then prints.
            await session.RunAsync(
                async (scope, token) =>
                {
                    foreach (var step in steps)
                    {
                        if (await step.RunAsync(scope, token) is { } note)
                        {
                            notes.Add(note);
                        }
                    }

                    await SeedAsync(scope, token);
                },
                cancellationToken);
        }

        lifetime.ApplicationStarted.Register(() => Announce(notes));
    }

    /// <summary>The demo alone, for an installation that has none.</summary>
    public Task SeedDemoAsync(CancellationToken cancellationToken) => session.RunAsync(SeedAsync, cancellationToken);

    private async Task SeedAsync(WriteScope scope, CancellationToken cancellationToken)
    {
        foreach (var seed in demo)
        {
            await seed.SeedAsync(scope, cancellationToken);
        }
    }

    // To the terminal, not to the log: a password must not end up in a log file.
    private void Announce(List<string> notes)
    {
        var url = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()?.TrimEnd('/') ?? string.Empty;
        var lines = new List<string> { string.Empty, "  ChatService is ready.", string.Empty, $"    home      {url}/", $"    demo shop {url}/demo", $"    console   {url}/console", string.Empty };
        if (notes.Count > 0)
        {
            lines.AddRange(notes.Select(note => "    " + note));
            lines.Add(string.Empty);
        }

        Console.WriteLine(string.Join(Environment.NewLine, lines));
    }
}
