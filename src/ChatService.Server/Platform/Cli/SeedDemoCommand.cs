namespace ChatService.Server.Platform.Cli;

/// <summary><c>seed-demo</c>: the inbox <c>demo</c> and what belongs to it. Running it again changes nothing.</summary>
public sealed class SeedDemoCommand(StartUp startUp, IConfiguration configuration) : ICliCommand
{
    public string Name => "seed-demo";

    public string Usage => "(no options)";

    public IReadOnlyList<string> Options => [];

    public async Task<int> RunAsync(IReadOnlyDictionary<string, string> options, CliOutput output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(output);
        await startUp.SeedDemoAsync(cancellationToken);
        await output.Out.WriteLineAsync(Demo.IsEnabled(configuration)
            ? "The demo is there: open /demo."
            : "The demo inbox is there. Its page /demo is off; Demo__Enabled=true turns it on.");
        return 0;
    }
}
