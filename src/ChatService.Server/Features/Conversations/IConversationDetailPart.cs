using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Conversations;

/// <summary>What another room adds to the detail of a conversation over HTTP: Sla its clocks (<c>sla</c>), Routing its last decision (<c>routing</c>).</summary>
public interface IConversationDetailPart
{
    /// <summary>The member of the answer, in camelCase.</summary>
    string Name { get; }

    /// <summary>Its value; the caller may see the conversation.</summary>
    Task<object?> GetAsync(ChatDb db, Conversation conversation, CancellationToken cancellationToken);
}
