namespace ChatService.Server.Platform.Storage;

/// <summary>Rows, by their <c>id</c>, that one transaction at a time may change.</summary>
/// <param name="Table">The table's name.</param>
/// <param name="Ids">Which rows; they are locked in id order, so that two transactions cannot wait for each other.</param>
/// <param name="Waiting">What to do about a row that somebody else holds.</param>
public sealed record RowLocks(string Table, IReadOnlyCollection<Guid> Ids, LockWaiting Waiting = LockWaiting.Patient);

/// <summary>What to do about a row that is locked.</summary>
public enum LockWaiting
{
    /// <summary>Wait for it, up to the engine's limit; then <see cref="RowLockedException"/>.</summary>
    Patient,

    /// <summary>Do without it: it is not among the rows that were got.</summary>
    Skip,
}

/// <summary>How a write transaction begins.</summary>
/// <param name="Now">One time for everything in it.</param>
/// <param name="Got">The rows that were locked; null when one writer needs no locks.</param>
public readonly record struct WriteStart(DateTimeOffset Now, IReadOnlySet<Guid>? Got);
