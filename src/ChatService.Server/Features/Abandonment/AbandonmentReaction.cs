using System.Globalization;
using ChatService.Server.Features.Conversations;
using Microsoft.Extensions.Options;

namespace ChatService.Server.Features.Abandonment;

/// <summary>
/// Arms the timer when a waiting customer's last page has closed, and cancels it when they are back, an agent has taken the conversation, or it is over.
/// The timer is a row: it fires on whichever node lives.
/// </summary>
internal sealed class AbandonmentReaction(IOptions<AbandonmentOptions> options) : IConversationReaction
{
    public ValueTask ReactAsync(ConversationUnit unit, ConversationEvent happened, CancellationToken cancellationToken)
    {
        switch (happened)
        {
            case VisitorLeft left when AbandonmentTimer.IsAtStake(unit.Conversation) && options.Value.AfterMinutes > 0:
                unit.Cancel(timer => timer.Kind == AbandonmentTimer.Kind);
                unit.Arm(
                    AbandonmentTimer.Kind, left.LeftAt.AddMinutes(options.Value.AfterMinutes),
                    argument: left.LeftAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
                break;
            case VisitorReturned or AgentAssigned or ConversationClosed or CallbackRequested or MessageAppended { IsFromCustomer: true }:
                unit.Cancel(timer => timer.Kind == AbandonmentTimer.Kind);
                break;
        }

        return ValueTask.CompletedTask;
    }
}
