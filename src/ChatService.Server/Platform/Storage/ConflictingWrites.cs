using ChatService.Contracts;
using ChatService.Server.Platform.Errors;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Platform.Storage;

/// <summary>Writes of things that people edit: who comes second is told so.</summary>
public static class ConflictingWrites
{
    /// <summary>The row is not the one that was read.</summary>
    public static Refusal Conflict { get; } = new(ErrorCode.Conflict, "Somebody else changed this meanwhile. Read it again.");

    /// <summary>As <see cref="WriteSession.RunAsync{T}"/>; a lost race over a version or a unique value is <see cref="Conflict"/>, and nothing was changed.</summary>
    public static async Task<Outcome<T>> EditAsync<T>(
        this WriteSession session, IStorageEngine engine, Func<WriteScope, CancellationToken, Task<Outcome<T>>> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(engine);
        try
        {
            return await session.RunAsync(work, cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Conflict;
        }
        catch (DbUpdateException exception) when (engine.IsUniqueViolation(exception))
        {
            return Conflict;
        }
    }
}
