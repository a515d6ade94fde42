using System.Diagnostics;
using System.Threading.Channels;
using ChatService.Contracts;
using ChatService.Server.Platform.Http;
using Microsoft.AspNetCore.SignalR.Client;

namespace ChatService.ClusterTests.People;

/// <summary>An agent who takes what is offered, answers each message, writes notes, hands over and closes.</summary>
internal sealed class Desk(string name, Dice dice, Journal journal, Guid id, Func<Uri, Task<AgentClient>> connect, Func<Guid> colleague) : Participant(name, dice, journal)
{
    // SignalR's limit for one connection: more would only wait in its buffer.
    private const int AtOnce = 4;

    // An offer runs out; a message waits.
    private static readonly Comparer<Work> OffersFirst = Comparer<Work>.Create((a, b) => a.IsOffer == b.IsOffer ? a.At.CompareTo(b.At) : b.IsOffer.CompareTo(a.IsOffer));

    protected override Guid? VisitorId => null;

    protected override async Task SessionAsync(Uri server, CancellationToken stop)
    {
        using var hands = new SemaphoreSlim(AtOnce);
        var work = Channel.CreateUnboundedPrioritized<Work>(new UnboundedPrioritizedChannelOptions<Work> { Comparer = OffersFirst });
        await using var client = await EnterAsync(server, work.Writer, stop);
        client.Hub.Closed += _ =>
        {
            work.Writer.TryComplete();
            return Task.CompletedTask;
        };
        client.Draining.Each(draining => _ = MoveAsync(draining, () => work.Writer.TryComplete()));
        await using var stopping = stop.Register(() => work.Writer.TryComplete());
        await TryAsync(client.Hub.InvokeAsync("SetStatus", new { status = "available" }, stop));
        IsLive();
        var under = new List<Task>();
        await foreach (var item in work.Reader.ReadAllAsync(stop))
        {
            await hands.WaitAsync(stop);
            under.RemoveAll(task => task.IsCompletedSuccessfully);
            under.Add(HandleAsync(client, item.Item, hands, stop));
            if (under.Find(task => task.IsFaulted) is { } broken)
            {
                await broken;
            }
        }

        await Task.WhenAll(under);
    }

    protected override async Task CatchUpAsync(Uri server)
    {
        await using var client = await EnterAsync(server, null, CancellationToken.None);
    }

    private async Task HandleAsync(AgentClient client, object item, SemaphoreSlim hands, CancellationToken stop)
    {
        try
        {
            if (item is OfferMade offer)
            {
                await TryAsync(client.Hub.InvokeAsync("AcceptOffer", new { offerId = offer.OfferId }, stop));
            }
            else if (item is Message message)
            {
                await AnswerAsync(client, message.ConversationId, stop);
            }

            await ReadAsync(client, WithHoles());
        }
        finally
        {
            hands.Release();
        }
    }

    private async Task AnswerAsync(AgentClient client, Guid conversationId, CancellationToken stop)
    {
        var choice = Dice.Roll(100);
        switch (choice)
        {
            case < 90:
                await PutAsync(client, Write("An answer", conversationId, "SendMessage", Stopwatch.GetTimestamp()), stop);
                break;
            case < 94:
                await PutAsync(client, Write("A note", conversationId, "AddNote", Stopwatch.GetTimestamp()), stop);
                break;
            case < 96:
                await TryAsync(client.Hub.InvokeAsync("SetPriority", new { conversationId, priority = $"P{choice % 4}" }, stop));
                break;
            case 96:
                await TryAsync(client.Hub.InvokeAsync("Close", new { conversationId }, stop));
                break;
            case 97:
                await TryAsync(client.Hub.InvokeAsync("Transfer", new { conversationId, agentId = colleague(), note = "Your turn" }, stop));
                break;
        }
    }

    private async Task<AgentClient> EnterAsync(Uri server, ChannelWriter<Work>? work, CancellationToken stop)
    {
        Id = id;
        var client = await connect(server);
        client.Hub.ServerTimeout = ServerTimeout;
        try
        {
            // The last reading ignores pushes: a push of a conversation that the agent got while it left would begin a
            // transcript after the list of transcripts to read was made.
            if (work is not null)
            {
                client.Messages.Each(message =>
                {
                    Hear(message);
                    if (message.Sender.Kind == "visitor")
                    {
                        work.TryWrite(new Work(false, message.CreatedAt, message));
                    }
                });
                client.Offers.Each(offer => work.TryWrite(new Work(true, offer.ExpiresAt, offer)));
            }

            await ReadAsync(client, work is null ? [.. Transcripts.Keys] : await BehindAsync(client));
            foreach (var outgoing in Pending())
            {
                await PutAsync(client, outgoing, stop);
            }

            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    private Task PutAsync(AgentClient client, Outgoing outgoing, CancellationToken stop) => SendAsync(
        outgoing,
        async (o, token) =>
        {
            var ack = await client.Hub.InvokeAsync<SendMessageAck>(o.Method, new { conversationId = o.ConversationId, clientMessageId = o.ClientMessageId, text = o.Text }, token);
            return (o.ConversationId!.Value, ack.Seq);
        },
        stop);

    // As the console: what it has now is in its list, and the list says where each conversation has got to.
    private async Task<IReadOnlyList<Guid>> BehindAsync(AgentClient client)
    {
        List<Guid> behind = [];
        string? cursor = null;
        do
        {
            var page = await client.GetAsync<ListAnswer<ConversationRow>>("/api/conversations?view=mine" + (cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}"));
            behind.AddRange(page.Items.Where(row => row.LastSeq > TranscriptOf(row.ConversationId).Last).Select(row => row.ConversationId));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        return behind;
    }

    private async Task ReadAsync(AgentClient client, IEnumerable<Guid> conversations)
    {
        foreach (var conversationId in conversations)
        {
            var transcript = TranscriptOf(conversationId);
            while (await ReadAsync(() => client.ResumeAsync(conversationId, transcript.Last)) is { } page)
            {
                transcript.Read(page.Messages, page.ResyncRequired);
                if (transcript.Last >= page.LastSeq)
                {
                    break;
                }
            }
        }
    }

    private readonly record struct Work(bool IsOffer, DateTimeOffset At, object Item);
}
