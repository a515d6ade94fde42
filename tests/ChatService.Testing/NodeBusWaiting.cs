using ChatService.Realtime;

namespace ChatService.Testing;

/// <summary>Waits for what a node says of itself, with a limit.</summary>
public static class NodeBusWaiting
{
    /// <summary>Until the bus is in this state.</summary>
    public static async Task ForStateAsync(this INodeBus bus, NodeBusState state)
    {
        ArgumentNullException.ThrowIfNull(bus);
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look(NodeBusState now)
        {
            if (now == state)
            {
                reached.TrySetResult();
            }
        }

        bus.StateChanged += Look;
        Look(bus.State);
        await reached.Task.Soon($"{bus.NodeId} becomes {state}");
        bus.StateChanged -= Look;
    }

    /// <summary>The next time that it says that something may have been missed. Listens from now on.</summary>
    public static Task<DateTimeOffset> NextHealed(this INodeBus bus)
    {
        ArgumentNullException.ThrowIfNull(bus);
        var healed = new TaskCompletionSource<DateTimeOffset>(TaskCreationOptions.RunContinuationsAsynchronously);
        bus.Healed += since => healed.TrySetResult(since);
        return healed.Task.Soon($"{bus.NodeId} says that something was missed");
    }
}
