using ChatService.Realtime.Tests.Kit;
using ChatService.Testing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace ChatService.Realtime.Tests.Specification;

/// <summary>Calls to a client that answers, on this node and on the other. Run for every backplane.</summary>
public abstract class ResultSpecification : TwoNodes
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_result_of_a_client_comes_back(bool remote)
    {
        await using var client = await (remote ? B : A).ConnectAsync();
        client.Connection.On<int, Sum>("Double", x => new Sum(2 * x, "客"));
        Assert.Equal(new Sum(42, "客"), await A.AskAsync<Sum>(client.Id, "Double", 21).Soon());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_may_answer_nothing(bool remote)
    {
        await using var client = await (remote ? B : A).ConnectAsync();
        client.Connection.On<string?>("Nothing", string? () => null);
        Assert.Null(await A.AskAsync<string?>(client.Id, "Nothing").Soon());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_error_of_a_client_comes_back_as_an_error(bool remote)
    {
        await using var client = await (remote ? B : A).ConnectAsync();
        client.Connection.On<int>("Fail", int () => throw new InvalidOperationException("I cannot"));
        var error = await Assert.ThrowsAsync<HubException>(() => A.AskAsync<int>(client.Id, "Fail")).Soon();
        Assert.Contains("I cannot", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_result_of_the_wrong_type_is_an_error_and_the_connection_goes_on(bool remote)
    {
        await using var client = await (remote ? B : A).ConnectAsync();
        client.Connection.On("Text", () => "no number");
        await Assert.ThrowsAsync<HubException>(() => A.AskAsync<int>(client.Id, "Text")).Soon();
        await A.SayAllAsync("still here");
        await client.HearsAsync("still here");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nobody_waits_longer_than_asked(bool remote)
    {
        await using var client = await (remote ? B : A).ConnectAsync();
        var asked = Asked(client);
        using var enough = new CancellationTokenSource();
        var call = A.Hub.InvokeConnectionAsync<int>(client.Id, "Never", [], enough.Token);
        await asked.Soon("the client is asked");
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call).Soon();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_call_ends_with_the_connection(bool remote)
    {
        var client = await (remote ? B : A).ConnectAsync();
        var asked = Asked(client);
        var call = A.AskAsync<int>(client.Id, "Never");
        await asked.Soon("the client is asked");
        await client.LeaveAsync();
        await Assert.ThrowsAsync<IOException>(() => call).Soon();
    }

    [Fact]
    public async Task The_call_ends_with_the_node()
    {
        var third = await StartNodeAsync("third");
        await MeetAsync(A, third);
        var client = await third.ConnectAsync();
        var asked = Asked(client);
        var call = A.AskAsync<int>(client.Id, "Never");
        await asked.Soon("the client is asked");
        await third.DisposeAsync();
        await Assert.ThrowsAsync<IOException>(() => call).Soon();
    }

    [Fact]
    public async Task A_connection_that_nobody_has_cannot_be_asked() =>
        await Assert.ThrowsAsync<IOException>(() => A.AskAsync<int>("nobody", "Never")).Soon();

    [Fact]
    public async Task A_result_of_another_connection_than_the_one_asked_does_not_count()
    {
        var asked = await B.ConnectRawAsync(serverBuffer: 64 * 1024);
        var call = A.AskAsync<int>(asked.Id, "Ask");
        var records = await asked.ReadAsync(record => record.Contains("\"Ask\"", StringComparison.Ordinal));
        var id = System.Text.Json.JsonDocument.Parse(records[^1]).RootElement.GetProperty("invocationId").GetString()!;

        foreach (var node in Nodes)
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => node.Hub.SetConnectionResultAsync("somebody else", CompletionMessage.WithResult(id, 666)));
        }

        Assert.False(call.IsCompleted);
        await asked.WriteAsync($"{{\"type\":3,\"invocationId\":\"{id}\",\"result\":7}}");
        Assert.Equal(7, await call.Soon());
        await asked.VanishAsync();
    }

    [Fact]
    public async Task Many_calls_at_once_each_get_their_own_result()
    {
        await using var here = await A.ConnectAsync();
        await using var there = await B.ConnectAsync();
        here.Connection.On<int, int>("Echo", x => x);
        there.Connection.On<int, int>("Echo", x => -x);
        var calls = Enumerable.Range(0, 200).Select(i => A.AskAsync<int>(i % 2 == 0 ? here.Id : there.Id, "Echo", i));
        Assert.Equal(Enumerable.Range(0, 200).Select(i => i % 2 == 0 ? i : -i), await Task.WhenAll(calls).Soon());
    }

    private static Task Asked(TestClient client)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        client.Connection.On("Never", () =>
        {
            asked.TrySetResult();
            return new TaskCompletionSource<int>().Task;
        });
        return asked.Task;
    }

    private sealed record Sum(int Number, string Text);
}
