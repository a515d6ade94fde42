using ChatService.Contracts;
using ChatService.Domain.Routing;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Contacts;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Inboxes;
using ChatService.Server.Features.Presence;
using ChatService.Server.Features.Routing;
using ChatService.Server.Platform;
using ChatService.Server.Platform.Storage;
using ChatService.Server.Platform.Timers;
using ChatService.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ChatService.Server.Tests.Routing;

/// <summary>
/// Queue, agents and clock on a real SQLite file, without a web server. Neither timers nor the queue run by themselves: a test moves the clock
/// with <see cref="PassAsync"/>, which fires and drains at each moment at which the workers would have.
/// </summary>
internal sealed class RoutingWorld : IAsyncDisposable
{
    private readonly TempDirectory directory = new();
    private ServiceProvider services = null!;
    private DateTimeOffset? wakeUp;

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public ManualTime Time { get; } = new();
    public Heard Heard { get; } = new();
    public Guid InboxId { get; } = Guid.CreateVersion7();
    public DateTimeOffset Now => Time.Now();

    public static async Task<RoutingWorld> OpenAsync(RoutingOptions? routing = null, Action<Inbox>? change = null)
    {
        var world = new RoutingWorld();
        await world.StartAsync();
        var inbox = new Inbox { Id = world.InboxId, Key = "shop", Name = "Shop", Routing = routing ?? new RoutingOptions() };
        change?.Invoke(inbox);
        await world.AddAsync(inbox);
        return world;
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>A new process on the same file. What was in memory is gone; timers and the queue wait for <see cref="PassAsync"/>.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        Time.Advance(TimeSpan.FromMilliseconds(1));
        await StartAsync();
        await LoseEarlierNodeAsync();
        await DrainAsync();
    }

    // With a shared store another node finds the dead one; with the embedded store the next start does.
    private async Task LoseEarlierNodeAsync()
    {
        await Get<AgentLeases>().StartNodeAsync(Token);
        await Get<WriteSession>().RunAsync(
            async (scope, token) =>
            {
                foreach (var nodeId in await scope.Db.Set<AgentLink>().Select(l => l.NodeId).Distinct().ToListAsync(token))
                {
                    await Get<AgentLeases>().LeftAsync(scope, nodeId, token);
                }
            },
            Token);
    }

    public async Task AddAsync<TRow>(TRow row)
        where TRow : class =>
        await Get<WriteSession>().RunAsync(
            (scope, _) =>
            {
                scope.Db.Add(row);
                scope.Tell(new SnapshotStale(typeof(TRow)));
                return Task.CompletedTask;
            },
            Token);

    /// <summary>An agent that is connected and available, unless told otherwise.</summary>
    public async Task<AgentCaller> AgentAsync(string name, Action<Agent>? change = null, string? status = "available")
    {
        var agent = new Agent { Id = Guid.CreateVersion7(), Name = name, Email = $"{name}@example.com" };
        change?.Invoke(agent);
        agent.ServesAll |= agent.HasNoPlace;
        await AddAsync(agent);
        if (status is not null)
        {
            await Get<AgentLeases>().ConnectedAsync(agent.Id, Token);
            await StatusAsync(new AgentCaller(agent), status);
        }

        return new AgentCaller(agent);
    }

    public async Task StatusAsync(AgentCaller agent, string status) =>
        (await Get<SetStatus>().HandleAsync(agent.Agent, new SetStatusRequest(status), Token)).OrThrow();

    public VisitorCaller Visitor() => new(Guid.CreateVersion7(), InboxId, false, "en");

    /// <summary>A new conversation, planned at once.</summary>
    public async Task<Guid> WaitsAsync(VisitorCaller? visitor = null)
    {
        var id = await WaitsUnplannedAsync(visitor);
        await DrainAsync();
        return id;
    }

    public async Task<Guid> WaitsUnplannedAsync(VisitorCaller? visitor = null) =>
        (await Get<StartConversation>().HandleAsync(visitor ?? Visitor(), new StartConversationRequest(Guid.NewGuid(), "Hello"), Token)).OrThrow().ConversationId;

    public async Task DrainAsync() => wakeUp = await Get<QueueDrain>().RunAsync(Token);

    /// <summary>Lets time pass: stops at each due timer and each wake-up of routing.</summary>
    public async Task PassAsync(double seconds)
    {
        var until = Now.AddSeconds(seconds);
        while (true)
        {
            var next = await NextAsync(until);
            Time.Advance((next ?? until) - Now);
            await FireDueAsync();
            await DrainAsync();
            if (next is null)
            {
                return;
            }
        }
    }

    public Task<Outcome> AcceptAsync(AgentCaller agent, Guid conversationId) => AnswerAsync(agent, conversationId, async offer =>
        (await Get<AnswerOffer>().AcceptAsync(agent, new AcceptOfferRequest(offer.Id), Token)).Refusal);

    public async Task<Outcome> DeclineAsync(AgentCaller agent, Guid conversationId)
    {
        var outcome = await AnswerAsync(agent, conversationId, async offer =>
            (await Get<AnswerOffer>().DeclineAsync(agent, new DeclineOfferRequest(offer.Id), Token)).Refusal);
        await DrainAsync();
        return outcome;
    }

    public async Task<ErrorCode?> TakeAsync(AgentCaller agent, Guid conversationId) =>
        (await Get<TakeConversation>().HandleAsync(agent, new ConversationRequest(conversationId), Token)).Refusal?.Code;

    public async Task CloseAsync(AgentCaller agent, Guid conversationId) =>
        (await Get<EndConversation>().ByAgentAsync(agent, new CloseRequest(conversationId), Token)).OrThrow();

    /// <summary>Something happens to a conversation inside its lane.</summary>
    public async Task ChangeAsync(Guid id, Action<ConversationUnit> change)
    {
        var command = new ConversationCommand<Empty>(id, unit =>
        {
            change(unit);
            return Empty.Value;
        });
        (await Get<ConversationLanes>().RunAsync(command, Token)).OrThrow();
    }

    public Task<Conversation> ConversationAsync(Guid id) => ReadAsync(db => db.Set<Conversation>().AsNoTracking().SingleAsync(c => c.Id == id, Token));

    public Task<List<OfferRow>> OffersAsync(Guid conversationId) => ReadAsync(db =>
        db.Set<OfferRow>().AsNoTracking().Where(o => o.ConversationId == conversationId).OrderBy(o => o.MadeAt).ToListAsync(Token));

    /// <summary>To whom it is offered now, in no order.</summary>
    public async Task<IReadOnlyList<Guid>> AskedAsync(Guid conversationId) =>
        [.. (await OffersAsync(conversationId)).Where(o => o.State == OfferState.Open).Select(o => o.AgentId)];

    public async Task<T> ReadAsync<T>(Func<ChatDb, Task<T>> read)
    {
        await using var db = await Get<IDbContextFactory<ChatDb>>().CreateDbContextAsync(Token);
        return await read(db);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        directory.Dispose();
    }

    private async Task<Outcome> AnswerAsync(AgentCaller agent, Guid conversationId, Func<OfferRow, Task<Platform.Errors.Refusal?>> answer)
    {
        var offer = (await OffersAsync(conversationId)).Last(o => o.AgentId == agent.Id);
        return new Outcome((await answer(offer))?.Code);
    }

    private async Task<DateTimeOffset?> NextAsync(DateTimeOffset until)
    {
        var due = await ReadAsync(db => db.Set<DurableTimer>().Where(t => t.State == TimerState.Armed && t.DueAt > Now && t.DueAt <= until)
            .OrderBy(t => t.DueAt).Select(t => (DateTimeOffset?)t.DueAt).FirstOrDefaultAsync(Token));
        return wakeUp > Now && wakeUp <= until && (due is null || wakeUp < due) ? wakeUp : due;
    }

    private async Task FireDueAsync()
    {
        var due = await ReadAsync(db => db.Set<DurableTimer>().Where(t => t.State == TimerState.Armed && t.DueAt <= Now)
            .OrderBy(t => t.DueAt).Select(t => new TimerArmed(t.Id, t.Kind, t.ConversationId, t.DueAt)).ToListAsync(Token));
        foreach (var timer in due)
        {
            await services.GetServices<ITimerRunner>().First(r => r.Runs(timer.Kind, timer.ConversationId)).FireAsync(timer, Token);
        }
    }

    private async Task StartAsync()
    {
        var collection = new ServiceCollection();
        collection.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        collection.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        collection.AddSingleton<TimeProvider>(Time).AddSingleton<ICommitListener>(Heard);
        collection.AddStorage(directory.Path, TestStore.Postgres(directory.Path)).AddInboxes().AddAgents().AddContacts().AddPresence().AddConversations().AddConversationRouting();
        services = collection.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = false, ValidateScopes = true });
        await ReadAsync(db => db.Database.EnsureCreatedAsync(Token));
        await Get<ConversationLanes>().StartAsync(Token);
    }

    private async Task StopAsync()
    {
        await Get<ConversationLanes>().StopAsync(CancellationToken.None);
        await services.DisposeAsync();
    }
}

/// <summary>The code of a refusal, null for a success.</summary>
internal readonly record struct Outcome(ErrorCode? Code)
{
    public bool IsOk => Code is null;
}

/// <summary>Everything told after commits.</summary>
internal sealed class Heard : ICommitListener
{
    public EventLog<object> Log { get; } = new();

    public IEnumerable<T> Of<T>() => Log.All.OfType<T>();

    public void Committed(IReadOnlyList<object> events)
    {
        foreach (var item in events)
        {
            Log.Add(item);
        }
    }
}
