using ChatService.Realtime.Tests.Kit;
using ChatService.Testing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace ChatService.Realtime.Tests.Specification;

/// <summary>Joining and leaving, here and from afar. Run for every backplane.</summary>
public abstract class GroupSpecification : TwoNodes
{
    [Fact]
    public async Task A_join_that_was_awaited_sees_every_later_message_of_every_node()
    {
        await using var there = await B.ConnectAsync();
        for (var i = 0; i < 50; i++)
        {
            await B.JoinAsync(there.Id, $"g{i}");
            await A.SayGroupAsync($"g{i}", $"{i}");
        }

        await SettleAsync(there);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"{i}"), Words(there));
    }

    [Fact]
    public async Task A_connection_of_another_node_can_be_put_into_a_group_and_taken_out()
    {
        await using var there = await B.ConnectAsync();
        await A.JoinAsync(there.Id, "g");
        await A.SayGroupAsync("g", "in, from afar");
        await B.SayGroupAsync("g", "in, from here");
        await SettleAsync(there);
        await A.LeaveAsync(there.Id, "g");
        await A.SayGroupAsync("g", "out");
        await B.SayGroupAsync("g", "out");
        await SettleAsync(there);
        Assert.Equal(["in, from afar", "in, from here"], Words(there).Order());
    }

    [Fact]
    public async Task Joining_twice_counts_once_and_leaving_once_is_enough()
    {
        await using var there = await B.ConnectAsync();
        await B.JoinAsync(there.Id, "g");
        await A.JoinAsync(there.Id, "g");
        await A.SayGroupAsync("g", "once");
        await SettleAsync(there);
        await B.LeaveAsync(there.Id, "g");
        await A.SayGroupAsync("g", "none");
        await SettleAsync(there);
        Assert.Equal(["once"], Words(there));
    }

    [Fact]
    public async Task Leaving_a_group_that_one_is_not_in_changes_nothing()
    {
        await using var here = await A.ConnectAsync();
        await A.LeaveAsync(here.Id, "g");
        await A.JoinAsync(here.Id, "g");
        await B.SayGroupAsync("g", "in");
        await here.HearsAsync("in");
    }

    [Fact]
    public async Task A_connection_that_nobody_has_is_said_so_in_time() =>
        await Assert.ThrowsAsync<TimeoutException>(() => A.JoinAsync("nobody", "g")).Soon();

    [Fact]
    public async Task An_ended_connection_leaves_its_groups_and_joining_it_again_is_nothing_to_wait_for()
    {
        var gone = await A.ConnectAsync("ann");
        await A.JoinAsync(gone.Id, "g");
        await gone.LeaveAsync();
        await A.JoinAsync(gone.Id, "g");
        await A.SayConnectionsAsync([gone.Id], "into the void");
        Assert.Equal(0, A.Table.Groups.Count);
        Assert.Equal(0, A.Table.Users.Count);
        Assert.Empty(A.Table.All);
    }

    [Fact]
    public async Task Joins_that_race_with_the_end_leave_nothing_behind()
    {
        for (var round = 0; round < 20; round++)
        {
            var client = await A.ConnectAsync();
            var joins = Task.WhenAll(Enumerable.Range(0, 4).Select(t => Task.Run(async () =>
            {
                for (var i = 0; i < 200; i++)
                {
                    await A.JoinAsync(client.Id, $"{t} {i}");
                }
            })));
            await client.LeaveAsync();
            await joins.Soon();
        }

        Assert.Equal(0, A.Table.Groups.Count);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("g?")]
    [InlineData("[a-z]")]
    [InlineData("a:b:c")]
    [InlineData("nul\0nul")]
    [InlineData(" ")]
    [InlineData("\n\r\t")]
    [InlineData("客服组")]
    [InlineData("\ud83d\ude00")]
    [InlineData("\ud800")]
    [InlineData("chatservice:nodes")]
    public async Task A_name_is_just_a_name(string name)
    {
        await using var member = await B.ConnectAsync();
        await using var neighbour = await B.ConnectAsync();
        await A.JoinAsync(member.Id, name);
        foreach (var other in new[] { "g1", "a", "a:b", "nul", "nul\0", "\ud801", "\ufffd", "客服", "CHATSERVICE:NODES", "", name + "x" })
        {
            await B.JoinAsync(neighbour.Id, other);
        }

        await A.SayGroupAsync(name, "for the member");
        await SettleAsync(member, neighbour);
        Assert.Equal(["for the member"], Words(member));
        Assert.Empty(Words(neighbour));
    }

    [Fact]
    public async Task Names_differ_by_case()
    {
        await using var lower = await B.ConnectAsync();
        await using var upper = await B.ConnectAsync();
        await B.JoinAsync(lower.Id, "team:a");
        await B.JoinAsync(upper.Id, "team:A");
        await A.SayGroupAsync("team:A", "upper");
        await SettleAsync(lower, upper);
        Assert.Empty(Words(lower));
        Assert.Equal(["upper"], Words(upper));
    }

    [Fact]
    public async Task The_same_name_of_a_user_a_group_and_a_connection_are_three_things()
    {
        await using var user = await B.ConnectAsync("x");
        await using var member = await B.ConnectAsync();
        await B.JoinAsync(member.Id, "x");
        await A.SayUsersAsync(["x"], "user");
        await A.SayConnectionsAsync(["x"], "connection");
        await A.SayGroupAsync("x", "group");
        await SettleAsync(user, member);
        Assert.Equal(["user"], Words(user));
        Assert.Equal(["group"], Words(member));
    }

    [Fact]
    public async Task A_hub_method_joins_its_own_caller()
    {
        await using var caller = await A.ConnectAsync();
        await caller.Connection.InvokeAsync("Join", "g", TestContext.Current.CancellationToken).Soon();
        await B.SayGroupAsync("g", "joined");
        await caller.HearsAsync("joined");
    }
}
