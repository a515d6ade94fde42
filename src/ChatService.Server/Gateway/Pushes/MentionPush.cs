using ChatService.Contracts;
using ChatService.Realtime;
using ChatService.Server.Features.Conversations;
using Microsoft.AspNetCore.SignalR;

namespace ChatService.Server.Gateway.Pushes;

/// <summary>A note that names colleagues, to them. A lost one is still a mark on the row.</summary>
public sealed class MentionPush(IHubContext<AgentHub, IAgentClient> hub) : IEventPush
{
    public Task PushAsync(object happened, CancellationToken cancellationToken) => happened is AgentsMentioned { Actor.Id: { } writer } mention
        ? TellAsync(mention, new NamedRef(writer, mention.Actor.Name ?? string.Empty))
        : Task.CompletedTask;

    private Task TellAsync(AgentsMentioned mention, NamedRef by) => Task.WhenAll(mention.AgentIds.Select(agent =>
        hub.Clients.Group(Audiences.Agent(agent)).Mentioned(new Mentioned(mention.ConversationId, mention.Seq, by, mention.Text))));
}
