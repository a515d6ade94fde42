using ChatService.Domain;
using ChatService.Domain.Routing;

namespace ChatService.Server.Features.Inboxes;

/// <summary>The head start that priorities have in the queue of an inbox.</summary>
public static class InboxBoosts
{
    private static readonly PriorityBoosts Default = new();

    /// <summary>Seconds of waiting given in advance; the usual ones where the inbox sets none.</summary>
    public static int BoostSeconds(this Inbox? inbox, Priority priority) =>
        inbox?.Routing.PriorityBoostSeconds.TryGetValue(priority.ToString(), out var seconds) == true ? seconds : Default.Of(priority);
}
