using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Tests.Messages;
using ChatService.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ChatService.Server.Tests.Crash;

/// <summary>One command that fails does not fail those that are committed with it.</summary>
public sealed class PoisonTests(ChatRoom room) : IClassFixture<ChatRoom>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_command_that_throws_fails_alone(bool afterItHasChangedSomething)
    {
        await using var visitor = await room.TakenAsync();
        await using var other = await room.TakenAsync();
        var lanes = room.Host.Services.GetRequiredService<ConversationLanes>();
        using var blocked = new Blocked(visitor.ConversationId);
        var first = lanes.RunAsync(blocked, CancellationToken.None);
        await blocked.Running.Soon();

        // Queued behind the running one, so that they are committed together.
        var before = Append(lanes, visitor.ConversationId, "before");
        var poison = lanes.RunAsync<int>(
            new ConversationCommand<int>(visitor.ConversationId, unit =>
            {
                if (afterItHasChangedSomething)
                {
                    unit.Append(MessageDraft.FromVisitor(Actor.Visitor(Guid.NewGuid()), Guid.NewGuid(), "poison"));
                }

                throw new InvalidOperationException("poison");
            }),
            CancellationToken.None);
        var after = Append(lanes, visitor.ConversationId, "after");
        var elsewhere = Append(lanes, other.ConversationId, "elsewhere");
        blocked.Release();

        await first.Soon();
        Assert.True((await before.Soon()).IsOk);
        Assert.True((await after.Soon()).IsOk);
        Assert.True((await elsewhere.Soon()).IsOk);
        Assert.Equal("poison", (await Assert.ThrowsAsync<InvalidOperationException>(() => poison.Soon())).Message);
        var lines = await ChatRoom.TranscriptAsync(visitor);
        ChatRoom.AssertWithoutGap(lines);
        Assert.Equal(["before", "after"], lines.Select(l => l.Text).Where(t => t is "before" or "after" or "poison"));
    }

    private static Task<Outcome<long>> Append(ConversationLanes lanes, Guid conversationId, string text) => lanes.RunAsync(
        new ConversationCommand<long>(conversationId, unit => unit.Append(MessageDraft.FromVisitor(Actor.Visitor(unit.Conversation.ContactId), Guid.NewGuid(), text)).Seq),
        CancellationToken.None);

    private sealed class Blocked(Guid conversationId) : IConversationCommand<int>, IDisposable
    {
        private readonly TaskCompletionSource running = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly SemaphoreSlim gate = new(0);

        public Guid LaneKey => conversationId;

        public Guid? ConversationId => conversationId;

        public Guid? ClientMessageId => null;

        public Task Running => running.Task;

        public async ValueTask<Outcome<int>> ExecuteAsync(ConversationBatch batch, CancellationToken cancellationToken)
        {
            running.TrySetResult();
            await gate.WaitAsync(cancellationToken);
            return 0;
        }

        public void Release() => gate.Release();

        public void Dispose() => gate.Dispose();
    }
}
