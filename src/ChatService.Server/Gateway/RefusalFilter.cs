using System.Diagnostics;
using ChatService.Contracts;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using Microsoft.AspNetCore.SignalR;

namespace ChatService.Server.Gateway;

/// <summary>Refusals become hub errors of the form <c>code: text</c>; what nobody expected is logged and says nothing.</summary>
public sealed partial class RefusalFilter(IStorageEngine engine, CallMetrics metrics, ILogger<RefusalFilter> logger) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        ArgumentNullException.ThrowIfNull(invocationContext);
        ArgumentNullException.ThrowIfNull(next);
        var began = Stopwatch.GetTimestamp();
        try
        {
            return invocationContext.HubMethodArguments.Any(argument => argument is null)
                ? throw new RefusedException(Refusal.Invalid("The argument is missing."))
                : await next(invocationContext);
        }
        catch (RefusedException refused)
        {
            throw Error(refused.Refusal);
        }
        catch (OperationCanceledException) when (invocationContext.Context.ConnectionAborted.IsCancellationRequested)
        {
            throw Error(Refusal.Unavailable);
        }
        catch (Exception exception) when (engine.IsTransient(exception))
        {
            throw Error(Refusal.Unavailable);
        }
        catch (Exception exception) when (exception is not (HubException or OutOfMemoryException))
        {
            Unexpected(exception, invocationContext.HubMethodName);
            throw Error(new Refusal(ErrorCode.Internal, $"Something went wrong on our side. Trace {Activity.Current?.TraceId.ToString() ?? invocationContext.Context.ConnectionId}."));
        }
        finally
        {
            metrics.Called(invocationContext, began);
        }
    }

    public async Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.Context.ConnectionAborted.IsCancellationRequested)
        {
            // Gone before it was in. Not thrown on: after a failed start the hub is not told of the end, and whoever counted it would count it for ever.
        }
        catch (RefusedException refused)
        {
            await CloseAsync(context, refused.Refusal.Code);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            if (engine.IsTransient(exception))
            {
                await CloseAsync(context, ErrorCode.Unavailable);
                return;
            }

            Unexpected(exception, nameof(OnConnectedAsync));
            await CloseAsync(context, ErrorCode.Internal);
        }
    }

    // An error while connecting reaches nobody by itself: say why, then close.
    private static async Task CloseAsync(HubLifetimeContext context, ErrorCode code)
    {
        await context.Hub.Clients.Caller.SendAsync(nameof(IVisitorClient.Closed), new Closed(code.Name()), CancellationToken.None);
        context.Context.Abort();
    }

    private HubException Error(Refusal refusal)
    {
        metrics.Refused(refusal.Code);
        return new HubException($"{refusal.Code.Name()}: {refusal.Text}");
    }

    [LoggerMessage(2001, LogLevel.Error, "Hub method {Method} failed")]
    private partial void Unexpected(Exception exception, string method);
}
