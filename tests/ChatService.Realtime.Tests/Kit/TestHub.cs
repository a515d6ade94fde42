using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;

namespace ChatService.Realtime.Tests.Kit;

/// <summary>A hub that says when a connection is really there.</summary>
internal sealed class TestHub(Arrivals arrivals) : Hub
{
    public override Task OnConnectedAsync()
    {
        arrivals.Of(Context.ConnectionId).TrySetResult();
        return Task.CompletedTask;
    }

    /// <summary>For a test that wants to be the caller.</summary>
    public Task Join(string group) => Groups.AddToGroupAsync(Context.ConnectionId, group);

    public Task SayToCaller(string text) => Clients.Caller.SendAsync(TestClient.Said, text);
}

/// <summary>Completed when a connection has passed the hub's start.</summary>
internal sealed class Arrivals
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> all = new();

    public TaskCompletionSource Of(string connectionId) => all.GetOrAdd(connectionId, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
