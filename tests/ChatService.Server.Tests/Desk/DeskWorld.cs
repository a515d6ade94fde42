using Microsoft.EntityFrameworkCore;
using ChatService.Contracts;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Platform.Cli;
using ChatService.Server.Platform.Errors;
using ChatService.Server.Platform.Storage;
using ChatService.Server.Platform.Timers;
using Microsoft.Extensions.DependencyInjection;

namespace ChatService.Server.Tests.Desk;

/// <summary>What people do at the desk.</summary>
internal sealed partial class DeskHost
{
    public async Task<Inbox> InboxAsync(string key = "shop", Action<Inbox>? with = null)
    {
        var inbox = new Inbox { Id = Guid.CreateVersion7(), Key = key, Name = "Tea shop", Locale = "en" };
        with?.Invoke(inbox);
        await KeepAsync(inbox);
        return inbox;
    }

    public async Task<Agent> AgentAsync(string name = "Mei", AgentRole role = AgentRole.Agent, Action<Agent>? with = null)
    {
        var agent = new Agent { Id = Guid.CreateVersion7(), Email = $"{name}@example.com", Name = name, Role = role };
        with?.Invoke(agent);
        agent.ServesAll |= agent.HasNoPlace;
        await KeepAsync(agent);
        return agent;
    }

    public async Task<Team> TeamAsync(string name = "Support")
    {
        var team = new Team { Id = Guid.CreateVersion7(), Name = name };
        await KeepAsync(team);
        return team;
    }

    public async Task SeedAsync()
    {
        foreach (var seed in Services.GetServices<IDemoSeed>())
        {
            await WriteAsync(scope => seed.SeedAsync(scope, CancellationToken.None));
        }
    }

    public static VisitorCaller Visitor(Inbox inbox, string locale = "en") => new(Guid.CreateVersion7(), inbox.Id, false, locale);

    public async Task<Guid> StartsAsync(VisitorCaller visitor, string text, string? name = null)
    {
        var request = new StartConversationRequest(Guid.CreateVersion7(), text, name);
        return (await Get<StartConversation>().HandleAsync(visitor, request, CancellationToken.None)).OrThrow().ConversationId;
    }

    public async Task WritesAsync(VisitorCaller visitor, Guid conversation, string text) =>
        (await Get<SendMessage>().FromVisitorAsync(visitor, new(conversation, Guid.CreateVersion7(), text), CancellationToken.None)).OrThrow();

    public async Task AnswersAsync(Agent agent, Guid conversation, string text) =>
        (await Get<SendMessage>().FromAgentAsync(new(agent), new(conversation, Guid.CreateVersion7(), text), CancellationToken.None)).OrThrow();

    public async Task NotesAsync(Agent agent, Guid conversation, string text) =>
        (await Get<SendMessage>().NoteAsync(new(agent), new(conversation, Guid.CreateVersion7(), text), CancellationToken.None)).OrThrow();

    public async Task ClosesAsync(Agent agent, Guid conversation, string? resolution = null) =>
        (await Get<EndConversation>().ByAgentAsync(new(agent), new(conversation, resolution), CancellationToken.None)).OrThrow();

    public Task TakesAsync(Agent agent, Guid conversation) => ChangeAsync(conversation, unit => unit.Assign(agent.Id, agent.Name, "take", Actor.Agent(agent.Id, agent.Name)));

    public async Task ChangeAsync(Guid conversation, Action<ConversationUnit> change) =>
        (await Get<ConversationLanes>().RunAsync(
            new ConversationCommand<Empty>(conversation, unit =>
            {
                change(unit);
                return Empty.Value;
            }),
            CancellationToken.None)).OrThrow();

    /// <summary>Lets time pass from one due timer to the next; when it returns, all that were due have been fired.</summary>
    public async Task PassesAsync(TimeSpan span)
    {
        var until = Time.GetUtcNow() + span;
        while (await ReadAsync(db => DueAsync(db, until)) is { } timer)
        {
            MoveTo(timer.DueAt);
            foreach (var runner in Services.GetServices<ITimerRunner>().Where(r => r.Runs(timer.Kind, timer.ConversationId)))
            {
                await runner.FireAsync(timer, CancellationToken.None);
            }
        }

        MoveTo(until);
    }

    public Task<Conversation> ConversationAsync(Guid id) => ReadAsync(db => db.Set<Conversation>().AsNoTracking().SingleAsync(c => c.Id == id));

    /// <summary>What the bot has said, oldest first.</summary>
    public Task<List<string>> BotSaidAsync(Guid conversation) => ReadAsync(db => db.Set<MessageRow>()
        .Where(m => m.ConversationId == conversation && m.SenderKind == SenderKind.Bot).OrderBy(m => m.Seq).Select(m => m.Text).ToListAsync());

    private static async Task<TimerArmed?> DueAsync(ChatDb db, DateTimeOffset until) => await db.Set<DurableTimer>().AsNoTracking()
        .Where(t => t.State == TimerState.Armed && t.DueAt <= until).OrderBy(t => t.DueAt)
        .Select(t => new TimerArmed(t.Id, t.Kind, t.ConversationId, t.DueAt)).FirstOrDefaultAsync();

    private void MoveTo(DateTimeOffset to)
    {
        if (to > Time.GetUtcNow())
        {
            Time.Advance(to - Time.GetUtcNow());
        }
    }

    private Task KeepAsync<TRow>(TRow row)
        where TRow : class => WriteAsync(scope =>
    {
        scope.Db.Add(row);
        scope.Tell(new SnapshotStale(typeof(TRow)));
        return Task.CompletedTask;
    });
}
