using ChatService.Contracts;
using ChatService.Domain;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Sla;
using ChatService.Server.Platform.Errors;
using ChatService.Testing;
using Microsoft.EntityFrameworkCore;

namespace ChatService.Server.Tests.Sla;

/// <summary>One conversation, seen from both sides.</summary>
internal sealed class Visit(SlaDesk desk, VisitorCaller visitor, Guid id)
{
    public Guid Id { get; } = id;

    public AgentCaller Ada { get; } = new(desk.Agent);

    public Task<Outcome<SendMessageAck>> AsksAsync(string text = "Still there?") =>
        desk.Get<SendMessage>().FromVisitorAsync(visitor, new SendMessageRequest(Id, Guid.NewGuid(), text), CancellationToken.None).Soon();

    public Task<Outcome<SendMessageAck>> AnswersAsync() =>
        desk.Get<SendMessage>().FromAgentAsync(Ada, new SendMessageRequest(Id, Guid.NewGuid(), "Hi, Ada here."), CancellationToken.None).Soon();

    public Task AcceptsAsync() => DoAsync(unit => unit.Assign(desk.Agent.Id, desk.Agent.Name, "accept", Ada.Actor));

    public Task IsGoneAsync() => DoAsync(unit => unit.Raise(new VisitorLeft(Actor.Visitor(unit.Conversation.ContactId), unit.Now)));

    public Task IsBackAsync() => DoAsync(unit => unit.Raise(new VisitorReturned(Actor.Visitor(unit.Conversation.ContactId))));

    public Task LosesAgentAsync() => DoAsync(unit => unit.ReturnToQueue("agent_lost", Actor.System));

    public Task<Outcome<StateAnswer>> ClosesAsync(string resolution = "resolved") =>
        desk.Get<EndConversation>().ByAgentAsync(Ada, new CloseRequest(Id, resolution), CancellationToken.None).Soon();

    public Task<Outcome<StateAnswer>> LeavesAsync() =>
        desk.Get<EndConversation>().ByVisitorAsync(visitor, new ConversationRequest(Id), CancellationToken.None).Soon();

    public Task<Outcome<StateAnswer>> HandsToTeamAsync() =>
        desk.Get<TransferConversation>().HandleAsync(Ada, new TransferRequest(Id, TeamId: SlaDesk.TeamId), CancellationToken.None).Soon();

    public Task PriorityAsync(Priority priority) => DoAsync(unit => unit.ChangePriority(priority, Ada.Actor));

    public Task DoAsync(Action<ConversationUnit> change) => desk.Get<ConversationLanes>().RunAsync(
        new ConversationCommand<Empty>(Id, unit =>
        {
            change(unit);
            return Empty.Value;
        }),
        CancellationToken.None).Soon();

    public Task<Conversation> RowAsync() => desk.ReadAsync(db => db.Set<Conversation>().AsNoTracking().SingleAsync(c => c.Id == Id));

    public Task<List<SlaClockRow>> ClocksAsync() => desk.ClocksAsync(Id);

    public async Task<SlaClockRow> ClockAsync() => Assert.Single(await ClocksAsync());
}
