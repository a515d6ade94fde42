using System.Globalization;
using ChatService.Server.Features.Contacts;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Timers;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Features.Abandonment;

/// <summary>The customer was gone too long: the conversation is closed as abandoned, at the moment they left.</summary>
internal sealed class AbandonmentTimer : IConversationTimerHandler
{
    public const string Kind = "abandonment";

    public IReadOnlyCollection<string> Kinds { get; } = [Kind];

    /// <summary>It waits, nobody has ever taken it, and nothing says where the customer could be reached instead.</summary>
    public static bool IsAtStake(Conversation conversation) =>
        conversation is { IsWaiting: true, FirstAcceptedAt: null, Channel: "widget", CallbackPhone: null, CallbackEmail: null };

    public async ValueTask FireAsync(ConversationUnit unit, DurableTimer timer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(timer);
        if (!IsAtStake(unit.Conversation) || await IsReachableAsync(unit, cancellationToken))
        {
            return;
        }

        var leftAt = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(timer.Argument!, CultureInfo.InvariantCulture));
        unit.End(Actor.System, EndConversation.Abandoned, wrapUpSeconds: 0, abandonedAt: leftAt);
    }

    // Whose address is proven can be written to: the conversation stays in the queue for an agent to answer.
    private static Task<bool> IsReachableAsync(ConversationUnit unit, CancellationToken cancellationToken)
    {
        var id = unit.Conversation.ContactId;
        return unit.Batch.Scope.Db.Set<Contact>().AnyAsync(c => c.Id == id && c.Verified && c.Email != null, cancellationToken);
    }
}
