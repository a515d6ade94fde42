using System.Threading.Channels;
using ChatService.Realtime.Nodes;

namespace ChatService.Realtime.Tests.Kit;

/// <summary>A backplane in memory that does what a real server will not do on demand: shuffle, drop, double, go deaf, stand still.</summary>
internal sealed class MemoryNetwork
{
    private readonly Lock gate = new();
    private readonly List<Wire> wires = [];
    private TaskCompletionSource thawed = Completed();
    private TaskCompletionSource nextFrame = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What happens to a frame for one receiver; null: it arrives.</summary>
    public Mischief? Mischief { get; set; }

    /// <summary>Publishing fails and nothing arrives.</summary>
    public bool Away { get; private set; }

    /// <summary>Completes when the next frame has passed, whatever became of it.</summary>
    public Task NextFrame
    {
        get
        {
            lock (gate)
            {
                return nextFrame.Task;
            }
        }
    }

    /// <summary>How often a node has asked for a new wire.</summary>
    public int Renewals { get; private set; }

    public IBackplane Join()
    {
        var wire = new Wire(this);
        lock (gate)
        {
            wires.Add(wire);
        }

        return wire;
    }

    /// <summary>Gone, and every node notices that its wire was cut.</summary>
    public void Kill()
    {
        Wire[] all;
        lock (gate)
        {
            Away = true;
            all = [.. wires];
        }

        Array.ForEach(all, wire => wire.Broken());
    }

    public void StartAgain() => Away = false;

    /// <summary>Whatever is published is neither taken nor refused.</summary>
    public void Freeze() => thawed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Thaw() => thawed.TrySetResult();

    /// <summary>What the latest wire hears is lost from now on, until the node asks for a new one; it believes to be connected.</summary>
    public void DeafenLatest() => wires[^1].Deaf = true;

    /// <summary>The latest wire's node is gone without a word: nothing comes from it any more.</summary>
    public void SilenceLatest() => wires[^1].Silent = true;

    /// <summary>A frame from outside, as anybody who may write to the channel can send one.</summary>
    public void Inject(byte[] frame)
    {
        lock (gate)
        {
            wires.ForEach(wire => wire.Deliver(frame));
        }
    }

    private async Task PublishAsync(byte[] frame)
    {
        await thawed.Task;
        lock (gate)
        {
            if (Away)
            {
                throw new IOException("The memory network is away.");
            }

            foreach (var wire in wires)
            {
                foreach (var arriving in Mischief?.Suffer(wire, frame) ?? [frame])
                {
                    wire.Deliver(arriving);
                }
            }

            nextFrame.TrySetResult();
            nextFrame = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private static TaskCompletionSource Completed()
    {
        var completed = new TaskCompletionSource();
        completed.SetResult();
        return completed;
    }

    private sealed class Wire(MemoryNetwork network) : IBackplane
    {
        private readonly Channel<byte[]> arriving = Channel.CreateUnbounded<byte[]>();
        private Action broken = () => { };
        private Task pumping = Task.CompletedTask;

        public bool Deaf { get; set; }

        public bool Silent { get; set; }

        public void Deliver(byte[] frame)
        {
            if (!Deaf)
            {
                arriving.Writer.TryWrite(frame);
            }
        }

        public void Broken() => broken();

        public void Open(Action<ReadOnlyMemory<byte>> received, Action broken)
        {
            this.broken = broken;
            pumping = Task.Run(async () =>
            {
                await foreach (var frame in arriving.Reader.ReadAllAsync())
                {
                    received(frame);
                }
            });
        }

        public Task PublishAsync(byte[] frame) => Silent ? Task.CompletedTask : network.PublishAsync(frame);

        public void Renew()
        {
            network.Renewals++;
            Deaf = false;
        }

        public async ValueTask DisposeAsync()
        {
            lock (network.gate)
            {
                network.wires.Remove(this);
            }

            arriving.Writer.TryComplete();
            await pumping;
        }
    }
}
