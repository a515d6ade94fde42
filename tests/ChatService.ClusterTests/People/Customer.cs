using System.Diagnostics;
using ChatService.Contracts;
using Microsoft.AspNetCore.SignalR.Client;

namespace ChatService.ClusterTests.People;

/// <summary>A customer who writes at a steady pace, whether or not the last message was answered: what is late is counted from when it was due.</summary>
internal sealed class Customer(string name, Dice dice, Journal journal, HttpClient http, TimeSpan every, int words) : Participant(name, dice, journal)
{
    private readonly Pace pace = new(every, dice);
    private TaskCompletionSource noticed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool isQuiet;
    private string? token;
    private Guid? current;

    protected override Guid? VisitorId => Id;

    /// <summary>The conversation that it is in, and the last line that it shows of it.</summary>
    public (Guid Conversation, long Last)? Place => current is { } id ? (id, TranscriptOf(id).Last) : null;

    /// <summary>It writes no more; what is said to it, it still shows.</summary>
    public void BeQuiet() => isQuiet = true;

    protected override async Task SessionAsync(Uri server, CancellationToken stop)
    {
        await using var client = await EnterAsync(server, stop);
        var closed = new TaskCompletionSource();
        client.Hub.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        var leave = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        client.Draining.Each(draining => _ = MoveAsync(draining, () => leave.TrySetResult()));
        IsLive();
        while (!stop.IsCancellationRequested && client.Hub.State == HubConnectionState.Connected && !leave.Task.IsCompleted)
        {
            await Task.WhenAny(pace.NextAsync(stop), noticed.Task, closed.Task, leave.Task);
            noticed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await ReadAsync(client, WithHoles());

            if (pace.TryTake(out var dueAt) && !isQuiet && !stop.IsCancellationRequested)
            {
                await TalkAsync(client, dueAt, stop);
            }
        }
    }

    protected override async Task CatchUpAsync(Uri server)
    {
        await using var client = await EnterAsync(server, CancellationToken.None);
        await ReadAsync(client, [.. Transcripts.Keys]);
    }

    private async Task TalkAsync(VisitorClient client, long dueAt, CancellationToken stop)
    {
        var start = current is null || Dice.Roll(words * 8 / 5) == 0;
        await PutAsync(client, Write("A question", start ? null : current, start ? "StartConversation" : "SendMessage", dueAt), stop);
        if (current is { } id && Dice.Roll(10) == 0)
        {
            await TryAsync(client.Hub.InvokeAsync("MarkRead", new { conversationId = id, seq = TranscriptOf(id).Last }, stop));
        }

        if (current is { } ended && Dice.Roll(words * 2) == 0)
        {
            await TryAsync(client.Hub.InvokeAsync("EndConversation", new { conversationId = ended }, stop));
            current = null;
        }
    }

    private async Task<VisitorClient> EnterAsync(Uri server, CancellationToken stop)
    {
        var client = await VisitorClient.OpenAsync(http, token, server: server);
        client.Hub.ServerTimeout = ServerTimeout;
        try
        {
            token = client.Session.VisitorToken;
            client.Messages.Each(message =>
            {
                Id = message.Sender.Kind == "visitor" ? message.Sender.Id!.Value : Id;
                Hear(message);
                if (TranscriptOf(message.ConversationId).HasHole)
                {
                    noticed.TrySetResult();
                }
            });
            if (client.Session.Conversation is { } open)
            {
                current = open.ConversationId;
                TranscriptOf(open.ConversationId);
            }

            await ReadAsync(client, current is { } shown ? [shown] : []);
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

    private Task PutAsync(VisitorClient client, Outgoing outgoing, CancellationToken stop) => SendAsync(
        outgoing,
        async (o, token) =>
        {
            if (o.Method == "SendMessage")
            {
                var ack = await client.Hub.InvokeAsync<SendMessageAck>(o.Method, new { conversationId = o.ConversationId, clientMessageId = o.ClientMessageId, text = o.Text }, token);
                return (o.ConversationId!.Value, ack.Seq);
            }

            var started = await client.Hub.InvokeAsync<StartConversationAnswer>(o.Method, new { clientMessageId = o.ClientMessageId, text = o.Text }, token);
            current = started.ConversationId;
            TranscriptOf(started.ConversationId);
            return (started.ConversationId, started.Seq);
        },
        stop);

    private async Task ReadAsync(VisitorClient client, IEnumerable<Guid> conversations)
    {
        foreach (var conversationId in conversations)
        {
            var transcript = TranscriptOf(conversationId);
            while (await ReadAsync(() => client.ResumeAsync(transcript.Last, conversationId)) is { } page)
            {
                transcript.Read(page.Messages, page.ResyncRequired);
                foreach (var message in page.Messages)
                {
                    Id = message.Sender.Kind == "visitor" ? message.Sender.Id!.Value : Id;
                    Journal.Heard(message.ClientMessageId);
                }

                if (transcript.Last >= page.LastSeq)
                {
                    break;
                }
            }
        }
    }
}
