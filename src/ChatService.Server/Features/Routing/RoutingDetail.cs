using ChatService.Server.Features.Conversations;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Routing;

/// <summary>The last decision, as a part of the conversation's detail.</summary>
public sealed class RoutingDetail(RoutingQueries queries) : IConversationDetailPart
{
    public string Name => "routing";

    public async Task<object?> GetAsync(ChatDb db, Conversation conversation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        var latest = await queries.LatestAsync(db, conversation.Id, 1, cancellationToken);
        return latest.Count > 0 ? latest[0] : null;
    }
}
