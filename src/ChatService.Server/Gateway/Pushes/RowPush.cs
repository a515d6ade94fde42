using ChatService.Contracts;
using ChatService.Realtime;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Gateway.Audience;
using ChatService.Server.Gateway.Healing;
using ChatService.Server.Platform.Errors;
using Microsoft.AspNetCore.SignalR;

namespace ChatService.Server.Gateway.Pushes;

/// <summary>
/// Rows of conversations that changed. At once when the last ones are a while ago, else together with all others of the next <see cref="Spacing"/>: a row says how things are now, so a
/// burst of a hundred messages is one row, and many conversations are one read. A row in which only somebody has spoken or read goes to everybody who merely has it in a list at most once
/// in <see cref="SpacingForAll"/>, each at its own time; only then is it noted that lists were told of it. What could not be read is not told as sent, and so is found by <see cref="GapHealing"/>.
/// </summary>
public sealed partial class RowPush(
    ConversationQueries queries, IHubContext<VisitorHub, IVisitorClient> visitors, IHubContext<AgentHub, IAgentClient> agents, AgentCallers callers, AudienceRights rights, Told told, ILogger<RowPush> logger) : IEventPush, IDisposable
{
    /// <summary>Lines of other agents' conversations: a hundred agents with a thousand conversations in sight would otherwise cost more than all messages together.</summary>
    public static readonly TimeSpan SpacingForAll = TimeSpan.FromSeconds(1);

    // Sooner than anybody sees, and under load a tenth of the reads.
    private static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(100);

    // What is owed beyond this, because nothing can be read, is forgotten here and told by who compares with the store.
    private const int MaxOwed = 65_536;

    // For what is owed at the end; a store that is away must not hold up the host.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly CancellationTokenSource stop = new();
    private ChangedRows dirty = new();
    private ChangedRows taken = new();
    private readonly HashSet<(Guid Conversation, long At)> owed = [];
    private readonly Dictionary<Guid, long> toldAllAt = [];
    private Task telling = Task.CompletedTask;
    private bool isTelling;
    private bool isLast;

    public Task PushAsync(object happened, CancellationToken cancellationToken)
    {
        if (happened is ConversationEvent conversation)
        {
            lock (gate)
            {
                dirty.Add(conversation);
            }
        }

        return Task.CompletedTask;
    }

    public Task FlushAsync(int shard, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (!isTelling && !dirty.IsEmpty)
            {
                isTelling = true;
                telling = Task.Run(TellAllAsync, CancellationToken.None);
            }
        }

        return Task.CompletedTask;
    }

    public async Task<bool> SentAsync()
    {
        Task<bool>[] both;
        lock (gate)
        {
            both = [taken.IsEmpty ? Task.FromResult(true) : taken.Sent, dirty.IsEmpty ? Task.FromResult(true) : dirty.Sent];
        }

        return (await Task.WhenAll(both)).All(sent => sent);
    }

    public async Task StopAsync()
    {
        lock (gate)
        {
            // What is owed to all goes out now: nobody waits for the others to find it.
            isLast = true;
        }

        await Task.WhenAny(telling, Task.Delay(LastWords));
        // A host that did not start well is disposed first and told to stop then.
        if (!stop.IsCancellationRequested)
        {
            await stop.CancelAsync();
        }

        await telling;
    }

    public void Dispose()
    {
        if (!stop.IsCancellationRequested)
        {
            stop.Cancel();
        }

        stop.Dispose();
    }

    // Until nothing is left; the pause after each round is the spacing to the next. By the system's clock: this is about load, not about anybody's time.
    private async Task TellAllAsync()
    {
        while (!stop.IsCancellationRequested && Take() is { } next)
        {
            if (!next.IsEmpty)
            {
                var all = await TryTellAsync(next);
                Note(next.MomentsForAll, all);
                next.Told(all);
            }

            await Task.WhenAny(Task.Delay(Spacing, stop.Token));
        }
    }

    private ChangedRows? Take()
    {
        lock (gate)
        {
            (taken, dirty) = (dirty, new ChangedRows());
            var now = TimeProvider.System.GetTimestamp();
            foreach (var told in toldAllAt.Where(told => isLast || TimeProvider.System.GetElapsedTime(told.Value, now) >= SpacingForAll))
            {
                toldAllAt.Remove(told.Key);
            }

            var due = owed.Where(moment => taken.IsForAll(moment.Conversation) || !toldAllAt.ContainsKey(moment.Conversation)).ToList();
            owed.ExceptWith(due);
            taken.Widen(id => !toldAllAt.ContainsKey(id), due);
            foreach (var id in taken.Ids.Where(taken.IsForAll))
            {
                toldAllAt[id] = now;
            }

            isTelling = !taken.IsEmpty || owed.Count > 0;
            return isTelling ? taken : null;
        }
    }

    // Who was not told now is told when the time of its conversation has come again.
    private void Note(ILookup<bool, (Guid Conversation, long At)> momentsForAll, bool all)
    {
        if (all)
        {
            told.Lists.Note([.. momentsForAll[true]]);
        }

        lock (gate)
        {
            owed.UnionWith(momentsForAll.Where(some => !all || !some.Key).SelectMany(some => some).Take(MaxOwed - owed.Count));
        }
    }

    private async Task<bool> TryTellAsync(ChangedRows next)
    {
        try
        {
            await TellAsync(next, stop.Token);
            return true;
        }
        catch (Exception exception) when (exception is RefusedException || stop.IsCancellationRequested)
        {
            // The store is away, or clients resume elsewhere.
            return false;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            TellFailed(exception);
            return false;
        }
    }

    private async Task TellAsync(ChangedRows rows, CancellationToken cancellationToken)
    {
        var read = await queries.RowsAsync(rows.Ids, cancellationToken);
        // A row says how things are now, and a right may have ended before now and after what made this row due.
        await rights.SettledAsync().WaitAsync(cancellationToken);
        foreach (var (id, row) in read)
        {
            await agents.Clients.Groups(rows.IsForAll(id) ? AudiencesOf(row) : ThoseInIt(row)).ConversationChanged(row);
            await TellFormerAsync(row, [.. rows.Assignees.Where(a => a.Conversation == id && a.Agent != row.Assignee?.Id).Select(a => a.Agent)]);
        }

        if (rows.Visitors.Count > 0)
        {
            foreach (var (_, (conversation, view)) in await queries.VisitorViewsAsync(rows.Visitors, cancellationToken))
            {
                await visitors.Clients.Group(Audiences.Visitor(conversation.InboxId, conversation.ContactId)).ConversationChanged(view);
            }
        }
    }

    /// <summary>The agents who see the row of a conversation.</summary>
    public static List<string> AudiencesOf(ConversationRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        List<string> groups = [Audiences.AllInboxes, Audiences.Inbox(row.InboxId), .. ThoseInIt(row)];
        if (row.TeamId is { } team)
        {
            groups.Add(Audiences.Team(team));
        }

        return groups;
    }

    private static List<string> ThoseInIt(ConversationRow row) =>
        row.Assignee is { } assignee ? [Audiences.Watchers(row.ConversationId), Audiences.Agent(assignee.Id)] : [Audiences.Watchers(row.ConversationId)];

    // Whoever had it must hear that it is gone; who may not see it where it is now hears no more than that.
    private async Task TellFormerAsync(ConversationRow row, Guid[] former)
    {
        var bySight = former.ToLookup(agent => callers.Find(agent)?.CanSee(row.InboxId, row.TeamId, row.Assignee?.Id) == true);
        if (bySight[true].Any())
        {
            await agents.Clients.Groups([.. bySight[true].Select(Audiences.Agent)]).ConversationChanged(row);
        }

        if (bySight[false].Any())
        {
            await agents.Clients.Groups([.. bySight[false].Select(Audiences.Agent)]).ConversationChanged(ConversationViews.Withdrawn(row));
        }
    }

    [LoggerMessage(2104, LogLevel.Error, "Telling rows that changed failed")]
    private partial void TellFailed(Exception exception);
}
