using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace ChatService.Realtime.Connections;

/// <summary>Somebody waits for a client's result.</summary>
internal sealed class WaitingCall<T>(Action end) : IDisposable
{
    private readonly TaskCompletionSource<T> result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The result, the client's error as a <see cref="HubException"/>, or why there is none.</summary>
    public Task<T> Result => result.Task;

    public void Complete(CompletionMessage completion)
    {
        if (completion.HasResult)
        {
            result.TrySetResult((T)completion.Result!);
        }
        else
        {
            result.TrySetException(new HubException(completion.Error));
        }
    }

    public void Fail(Exception reason) => result.TrySetException(reason);

    public void Dispose() => end();
}
