using System.Diagnostics;
using ChatService.Server.Platform.Errors;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Platform.Storage;

/// <summary>Waits at the start for a database that starts beside us, and gives up with a sentence for the operator.</summary>
public sealed partial class StoreWait(IDbContextFactory<ChatDb> contexts, IStorageEngine engine, IConfiguration settings, ILogger<StoreWait> logger)
{
    private const int UsualSeconds = 30;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Returns when the database answers; <see cref="StoreUnreachableException"/> when it did not within Storage__StartTimeoutSeconds, or refuses us.</summary>
    public async Task AnswersAsync(CancellationToken cancellationToken)
    {
        var limit = Limit;
        var clock = Stopwatch.StartNew();
        while (await WhyNotAsync(cancellationToken) is { } why)
        {
            if (clock.Elapsed + Pause >= limit)
            {
                throw new StoreUnreachableException($"{engine.Place} cannot be reached: {why}");
            }

            Waiting(engine.Place);
            await Task.Delay(Pause, cancellationToken);
        }
    }

    /// <summary>
    /// Runs work of the start again while the store refuses it as retryable, e.g. because another node that starts beside us holds what it needs; gives up as <see cref="AnswersAsync"/> does.
    /// </summary>
    public async Task<T> PatientlyAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        var limit = Limit;
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return await work(cancellationToken);
            }
            catch (RefusedException refused)
            {
                if (clock.Elapsed + Pause >= limit)
                {
                    throw new StoreUnreachableException($"{engine.Place} does not do what the start needs: {refused.InnerException?.Message ?? refused.Message}");
                }

                Waiting(engine.Place);
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    private TimeSpan Limit => TimeSpan.FromSeconds(settings.GetValue("Storage:StartTimeoutSeconds", UsualSeconds));

    private async Task<string?> WhyNotAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        try
        {
            // Through the connection itself: what it says is what the operator needs to read.
            await db.Database.OpenConnectionAsync(cancellationToken);
            await engine.NowAsync(db, cancellationToken);
            return null;
        }
        catch (RefusedException refused)
        {
            return refused.InnerException?.Message ?? refused.Message;
        }
        catch (Exception exception) when (engine.IsTransient(exception))
        {
            return exception.Message;
        }
        catch (System.Data.Common.DbException exception)
        {
            // A wrong password or a missing database does not get better by waiting.
            throw new StoreUnreachableException($"{engine.Place} refuses us: {exception.Message}");
        }
    }

    [LoggerMessage(1202, LogLevel.Information, "{Place} does not answer yet")]
    private partial void Waiting(string place);
}

/// <summary>The start ends here; its message is for the operator.</summary>
public sealed class StoreUnreachableException(string message) : Exception(message);
