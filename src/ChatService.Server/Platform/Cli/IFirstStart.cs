using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Platform.Cli;

/// <summary>What a feature does once, on an empty database, before anything is served.</summary>
public interface IFirstStart
{
    /// <summary>True while its rows were never made, also on a database that was migrated and not yet used.</summary>
    Task<bool> IsDueAsync(CancellationToken cancellationToken);

    /// <summary>Work that takes time and needs no transaction, such as hashing.</summary>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Adds rows when there are none; the answer is a line for the person at the terminal, or null.</summary>
    Task<string?> RunAsync(WriteScope scope, CancellationToken cancellationToken);
}
