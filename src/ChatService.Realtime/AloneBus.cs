namespace ChatService.Realtime;

/// <summary>The bus of a node without others: nothing is heard, nobody is told.</summary>
internal sealed class AloneBus(string nodeId) : INodeBus
{
    // Nobody else is there to cause any of these.
    public event Action<NodeBusState>? StateChanged
    {
        add { }
        remove { }
    }

    public event Action<DateTimeOffset>? Healed
    {
        add { }
        remove { }
    }

    public event Action<string>? NodeLost
    {
        add { }
        remove { }
    }

    public string NodeId => nodeId;

    public NodeBusState State => NodeBusState.Alone;

    public void Publish(string topic, ReadOnlyMemory<byte> payload) => ArgumentException.ThrowIfNullOrEmpty(topic);

    public IDisposable Subscribe(string topic, Action<string, ReadOnlyMemory<byte>> handler) => new Nothing();

    private sealed class Nothing : IDisposable
    {
        public void Dispose()
        {
            // There was nothing to hear.
        }
    }
}
