using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Platform.Cli;

/// <summary>One feature's share of what a new installation starts with. Running it again changes nothing.</summary>
public interface IDemoSeed
{
    /// <summary>Only a demo needs it; see <see cref="Demo"/>.</summary>
    bool OnlyForDemo => false;

    /// <summary>Adds what is missing.</summary>
    Task SeedAsync(WriteScope scope, CancellationToken cancellationToken);
}
