using ChatService.Server.Features.Conversations;

namespace ChatService.Server.Tests.Desk;

/// <summary>Fails on the first event that a test names: as if the process ended before the commit.</summary>
internal sealed class FaultyReaction : IConversationReaction
{
    public Func<ConversationEvent, bool>? FailOnceOn { get; set; }

    public ValueTask ReactAsync(ConversationUnit unit, ConversationEvent happened, CancellationToken cancellationToken)
    {
        if (FailOnceOn?.Invoke(happened) == true)
        {
            FailOnceOn = null;
            throw new InvalidOperationException("The power went.");
        }

        return ValueTask.CompletedTask;
    }
}
