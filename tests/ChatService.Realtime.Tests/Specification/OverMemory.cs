using ChatService.Realtime.Nodes;
using ChatService.Realtime.Tests.Kit;
using ChatService.Testing;

namespace ChatService.Realtime.Tests.Specification;

public sealed class SendingOverMemory : SendingSpecification
{
    private readonly MemoryNetwork network = new();

    internal override IBackplane NewWire(IServiceProvider services) => network.Join();

    protected override Task StartWireAsync() => Task.CompletedTask;

    protected override Task StopWireAsync() => Task.CompletedTask;
}

public sealed class GroupsOverMemory : GroupSpecification
{
    private readonly MemoryNetwork network = new();

    internal override IBackplane NewWire(IServiceProvider services) => network.Join();

    protected override Task StartWireAsync() => Task.CompletedTask;

    protected override Task StopWireAsync() => Task.CompletedTask;
}

public sealed class ResultsOverMemory : ResultSpecification
{
    private readonly MemoryNetwork network = new();

    internal override IBackplane NewWire(IServiceProvider services) => network.Join();

    protected override Task StartWireAsync() => Task.CompletedTask;

    protected override Task StopWireAsync() => Task.CompletedTask;
}

/// <summary>The other way round: bytes at A, text at B.</summary>
public sealed class ResultsWithMessagePackFirst : ResultSpecification
{
    private readonly MemoryNetwork network = new();

    internal override IBackplane NewWire(IServiceProvider services) => network.Join();

    protected override HubWire SpokenAtA => HubWire.MessagePack;

    protected override Task StartWireAsync() => Task.CompletedTask;

    protected override Task StopWireAsync() => Task.CompletedTask;
}
