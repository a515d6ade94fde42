using ChatService.Contracts;
using ChatService.Realtime;
using ChatService.Server.Features.Conversations;
using Microsoft.AspNetCore.SignalR;

namespace ChatService.Server.Gateway.Pushes;

/// <summary>Messages and read marks, to each audience in its own numbers.</summary>
public sealed class MessagePush(IHubContext<VisitorHub, IVisitorClient> visitors, IHubContext<AgentHub, IAgentClient> agents) : IEventPush
{
    public Task PushAsync(object happened, CancellationToken cancellationToken) => happened switch
    {
        MessageAppended appended => AppendedAsync(appended),
        ReadMarked read => ReadAsync(read),
        _ => Task.CompletedTask,
    };

    private async Task AppendedAsync(MessageAppended appended)
    {
        if (appended.Message.PublicSeq is not null)
        {
            await Visitor(appended).MessageAppended(ConversationViews.ForVisitor(appended.Message));
        }

        await Agents(appended).MessageAppended(ConversationViews.ForAgents(appended.Message));
    }

    private Task ReadAsync(ReadMarked read)
    {
        var reader = new Sender(read.Actor.Kind, read.Actor.Id, read.Actor.Name);
        return read.Actor.Kind == "agent"
            ? Visitor(read).ReadChanged(new ReadChanged(read.ConversationId, reader, read.PublicSeq))
            : Agents(read).ReadChanged(new ReadChanged(read.ConversationId, reader, read.Seq));
    }

    private IVisitorClient Visitor(ConversationEvent happened) =>
        visitors.Clients.Group(Audiences.Visitor(happened.Belonging.InboxId, happened.Belonging.ContactId));

    private IAgentClient Agents(ConversationEvent happened) => happened.Belonging.AssigneeId is { } assignee
        ? agents.Clients.Groups(Audiences.Agent(assignee), Audiences.Watchers(happened.ConversationId))
        : agents.Clients.Group(Audiences.Watchers(happened.ConversationId));
}
