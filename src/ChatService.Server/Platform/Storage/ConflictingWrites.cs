using ChatService.Contracts;
using ChatService.Server.Platform.Errors;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Platform.Storage;

/// <summary>Writes of things that people edit: who comes second is told so.</summary>
public static class ConflictingWrites
{
    /// <summary>The row is not the one that was read.</summary>
    public static Refusal Conflict { get; } = new(ErrorCode.Conflict, "Somebody else changed this meanwhile. Read it again.");

    /// <summary>
    /// What one editor made of a list of named values, on top of what is stored now: only names that differ from what was read are changed. <paramref name="clashes"/> when somebody else
    /// has changed one of them to something else.
    /// </summary>
    public static Dictionary<string, T> Merge<T>(
        IReadOnlyDictionary<string, T> wanted, IReadOnlyDictionary<string, T> was, IReadOnlyDictionary<string, T> stored, out bool clashes)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(was);
        ArgumentNullException.ThrowIfNull(stored);
        clashes = false;
        var merged = new Dictionary<string, T>(stored);
        foreach (var name in wanted.Keys.Union(was.Keys).Where(name => !IsSame(wanted, was, name)))
        {
            clashes |= !IsSame(stored, was, name) && !IsSame(stored, wanted, name);
            if (wanted.TryGetValue(name, out var value))
            {
                merged[name] = value;
            }
            else
            {
                merged.Remove(name);
            }
        }

        return merged;
    }

    private static bool IsSame<T>(IReadOnlyDictionary<string, T> one, IReadOnlyDictionary<string, T> other, string name) =>
        one.TryGetValue(name, out var value) ? other.TryGetValue(name, out var same) && EqualityComparer<T>.Default.Equals(value, same) : !other.ContainsKey(name);

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
