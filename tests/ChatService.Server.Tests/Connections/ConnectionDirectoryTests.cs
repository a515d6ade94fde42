using ChatService.Realtime;

namespace ChatService.Server.Tests.Connections;

public sealed class ConnectionDirectoryTests
{
    private static readonly Guid Owner = Guid.NewGuid();

    private readonly ConnectionDirectory directory = new();

    [Fact]
    public void The_first_connection_and_the_last_are_told_apart_from_the_others()
    {
        Assert.True(directory.TryAdd(Connection("a"), 5));
        Assert.False(directory.TryAdd(Connection("b"), 5));
        Assert.False(directory.Remove(Owner, "a"));
        Assert.True(directory.Remove(Owner, "b"));
        Assert.Equal(0, directory.Count);
        Assert.Empty(directory.Owners);
    }

    [Fact]
    public void One_above_the_limit_is_refused_and_takes_no_place()
    {
        Assert.True(directory.TryAdd(Connection("a"), 1));
        Assert.Null(directory.TryAdd(Connection("b"), 1));
        Assert.Equal(["a"], directory.Of(Owner).Select(c => c.ConnectionId));
    }

    [Fact]
    public void Removing_twice_or_a_stranger_is_never_the_last()
    {
        Assert.True(directory.TryAdd(Connection("a"), 5));
        Assert.False(directory.Remove(Guid.NewGuid(), "a"));
        Assert.True(directory.Remove(Owner, "a"));
        Assert.False(directory.Remove(Owner, "a"));
    }

    [Fact]
    public void Racing_connections_have_exactly_one_first_and_one_last()
    {
        var ids = Enumerable.Range(0, 500).Select(i => $"c{i}").ToList();
        Assert.Equal(1, ids.AsParallel().Count(id => directory.TryAdd(Connection(id), 1_000) == true));
        Assert.Equal(1, ids.AsParallel().Count(id => directory.Remove(Owner, id)));
        Assert.Equal(0, directory.Count);
    }

    private static LiveConnection Connection(string id) => new(id, Owner, null, () => { });
}
