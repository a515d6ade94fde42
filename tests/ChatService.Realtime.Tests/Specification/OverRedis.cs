using ChatService.Realtime.Nodes;
using ChatService.Realtime.Tests.Kit;

namespace ChatService.Realtime.Tests.Specification;

public sealed class SendingOverRedis(RedisForAll redis) : SendingSpecification
{
    private readonly string channel = $"test:{Guid.NewGuid():N}";

    internal override IBackplane NewWire(IServiceProvider services) => RedisForAll.Wire(redis.Server.ConnectionString, channel);

    protected override Task StartWireAsync() => Task.CompletedTask;

    protected override Task StopWireAsync() => Task.CompletedTask;
}

public sealed class GroupsOverRedis(RedisForAll redis) : GroupSpecification
{
    // A name that would match much if it were taken for a pattern.
    private readonly string channel = $"test:*?[a-z]:{Guid.NewGuid():N}";

    internal override IBackplane NewWire(IServiceProvider services) => RedisForAll.Wire(redis.Server.ConnectionString, channel);

    protected override Task StartWireAsync() => Task.CompletedTask;

    protected override Task StopWireAsync() => Task.CompletedTask;
}

public sealed class ResultsOverRedis(RedisForAll redis) : ResultSpecification
{
    private readonly string channel = $"test:{Guid.NewGuid():N}";

    internal override IBackplane NewWire(IServiceProvider services) => RedisForAll.Wire(redis.Server.ConnectionString, channel);

    protected override Task StartWireAsync() => Task.CompletedTask;

    protected override Task StopWireAsync() => Task.CompletedTask;
}
