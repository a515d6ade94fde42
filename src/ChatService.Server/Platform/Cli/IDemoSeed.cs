using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Platform.Cli;

/// <summary>One feature's share of the demo data. Running it again changes nothing.</summary>
public interface IDemoSeed
{
    /// <summary>Adds what is missing.</summary>
    Task SeedAsync(WriteScope scope, CancellationToken cancellationToken);
}
