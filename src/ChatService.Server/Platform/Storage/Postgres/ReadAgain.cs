using ChatService.Server.Platform.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace ChatService.Server.Platform.Storage.Postgres;

/// <summary>
/// Reads outside a transaction are asked again when the connection was lost, a few times; what the database cannot do then is refused as unavailable. Inside a transaction nothing is
/// repeated here: only <see cref="WriteSession"/> knows the whole of it.
/// </summary>
internal sealed class ReadAgain(ExecutionStrategyDependencies dependencies, IStorageEngine engine) : IExecutionStrategy
{
    private const int Most = 4;

    private readonly DbContext context = dependencies.CurrentContext.Context;

    // True would forbid transactions that were not begun inside of it.
    public bool RetriesOnFailure => false;

    public TResult Execute<TState, TResult>(TState state, Func<DbContext, TState, TResult> operation, Func<DbContext, TState, ExecutionResult<TResult>>? verifySucceeded)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return operation(context, state);
            }
            catch (Exception exception) when (Handles(exception))
            {
                AgainOrRefuse(exception, attempt);
            }
        }
    }

    public async Task<TResult> ExecuteAsync<TState, TResult>(
        TState state,
        Func<DbContext, TState, CancellationToken, Task<TResult>> operation,
        Func<DbContext, TState, CancellationToken, Task<ExecutionResult<TResult>>>? verifySucceeded,
        CancellationToken cancellationToken = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await operation(context, state, cancellationToken);
            }
            catch (Exception exception) when (Handles(exception))
            {
                AgainOrRefuse(exception, attempt);
                await Task.Delay(TimeSpan.FromMilliseconds(20 << attempt), cancellationToken);
            }
        }
    }

    private bool Handles(Exception exception) => context.Database.CurrentTransaction is null && (engine.IsTransient(exception) || engine.Judge(exception) == StoreFailure.Unstorable);

    private void AgainOrRefuse(Exception exception, int attempt)
    {
        var failure = engine.Judge(exception);
        if (failure != StoreFailure.ConnectionLost || attempt == Most)
        {
            throw new RefusedException(failure == StoreFailure.Unstorable ? Refusal.Unstorable : Refusal.Unavailable, exception);
        }

        engine.ForgetConnections();
    }
}
