using ChatService.Realtime.Tests.Kit;
using ChatService.Testing;
using Microsoft.AspNetCore.SignalR;

namespace ChatService.Realtime.Tests.Specification;

/// <summary>Who gets a message and who does not, with members on both nodes. Run for every backplane.</summary>
public abstract class SendingSpecification : TwoNodes
{
    [Fact]
    public async Task A_message_to_all_reaches_both_nodes_once()
    {
        await using var here = await A.ConnectAsync();
        await using var there = await B.ConnectAsync();
        await A.SayAllAsync("hello");
        await SettleAsync(here, there);
        Assert.Equal(["hello"], Words(here));
        Assert.Equal(["hello"], Words(there));
    }

    [Fact]
    public async Task An_excluded_connection_is_left_out_on_whichever_node_it_is()
    {
        await using var here = await A.ConnectAsync();
        await using var alsoHere = await A.ConnectAsync();
        await using var there = await B.ConnectAsync();
        await using var alsoThere = await B.ConnectAsync();
        await A.SayAllAsync("all", [alsoHere.Id, alsoThere.Id]);
        await SettleAsync(here, alsoHere, there, alsoThere);
        Assert.Equal(["all"], Words(here));
        Assert.Equal(["all"], Words(there));
        Assert.Empty(Words(alsoHere));
        Assert.Empty(Words(alsoThere));
    }

    [Fact]
    public async Task Many_excluded_connections_are_left_out_too()
    {
        await using var there = await B.ConnectAsync();
        await using var alsoThere = await B.ConnectAsync();
        await A.SayAllAsync("all", [.. Enumerable.Range(0, 500).Select(i => $"x{i}"), there.Id]);
        await SettleAsync(there, alsoThere);
        Assert.Empty(Words(there));
        Assert.Equal(["all"], Words(alsoThere));
    }

    [Fact]
    public async Task A_message_to_connections_reaches_those_and_no_other()
    {
        await using var here = await A.ConnectAsync();
        await using var there = await B.ConnectAsync();
        await using var stranger = await B.ConnectAsync();
        await A.SayConnectionsAsync([here.Id], "one");
        await A.SayConnectionsAsync([there.Id], "one");
        await A.SayConnectionsAsync([here.Id, there.Id, "nobody", there.Id], "both");
        await SettleAsync(here, there, stranger);
        Assert.Equal(["one", "both"], Words(here));
        Assert.Equal(["one", "both"], Words(there));
        Assert.Empty(Words(stranger));
    }

    [Fact]
    public async Task A_user_is_reached_on_every_connection_and_no_other_user_is()
    {
        await using var laptop = await A.ConnectAsync("ann");
        await using var phone = await B.ConnectAsync("ann");
        await using var other = await B.ConnectAsync("Ann");
        await B.SayUsersAsync(["ann"], "hello ann");
        await A.SayUsersAsync(["ann", "Ann"], "hello both");
        await SettleAsync(laptop, phone, other);
        Assert.Equal(["hello ann", "hello both"], Words(laptop).Order());
        Assert.Equal(["hello ann", "hello both"], Words(phone).Order());
        Assert.Equal(["hello both"], Words(other));
    }

    [Fact]
    public async Task Members_of_a_group_on_both_nodes_get_it_once_even_in_two_of_the_groups()
    {
        await using var here = await A.ConnectAsync();
        await using var there = await B.ConnectAsync();
        await using var stranger = await B.ConnectAsync();
        foreach (var group in new[] { "g", "h" })
        {
            await A.JoinAsync(here.Id, group);
            await B.JoinAsync(there.Id, group);
        }

        await A.SayGroupAsync("g", "one group");
        await A.SayGroupsAsync(["g", "h", "nobody's"], "two groups");
        await SettleAsync(here, there, stranger);
        Assert.Equal(["one group", "two groups"], Words(here));
        Assert.Equal(["one group", "two groups"], Words(there));
        Assert.Empty(Words(stranger));
    }

    [Fact]
    public async Task A_group_except_some_leaves_those_out_on_both_nodes()
    {
        await using var here = await A.ConnectAsync();
        await using var there = await B.ConnectAsync();
        await using var alsoThere = await B.ConnectAsync();
        await A.JoinAsync(here.Id, "g");
        await B.JoinAsync(there.Id, "g");
        await B.JoinAsync(alsoThere.Id, "g");
        await A.SayGroupAsync("g", "some", [here.Id, alsoThere.Id]);
        await SettleAsync(here, there, alsoThere);
        Assert.Equal(["some"], Words(there));
        Assert.Empty(Words(here));
        Assert.Empty(Words(alsoThere));
    }

    [Fact]
    public async Task Every_receiver_hears_one_sender_in_the_order_of_sending()
    {
        await using var here = await A.ConnectAsync();
        await using var there = await B.ConnectAsync();
        var sent = Enumerable.Range(0, 2_000).Select(i => $"{i}").ToList();
        foreach (var text in sent)
        {
            await A.SayAllAsync(text);
        }

        await SettleAsync(here, there);
        Assert.Equal(sent, Words(here));
        Assert.Equal(sent, Words(there));
    }

    [Fact]
    public async Task A_large_message_arrives_whole()
    {
        await using var there = await B.ConnectAsync();
        var large = new string('x', 200_000);
        await A.SayAllAsync(large);
        await there.HearsAsync(large);
    }

    [Fact]
    public async Task An_argument_that_cannot_be_written_fails_the_sender_and_nobody_else()
    {
        await using var here = await A.ConnectAsync();
        await using var there = await B.ConnectAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => A.Hub.SendAllAsync(TestClient.Said, [new Unwritable()], TestContext.Current.CancellationToken));
        await A.SayAllAsync("still here");
        await here.HearsAsync("still here");
        await there.HearsAsync("still here");
    }

    private sealed class Unwritable
    {
        public string Text { get => field.Length > 0 ? field : throw new InvalidOperationException("This cannot be written."); } = string.Empty;
    }
}
