using ChatService.Contracts;
using ChatService.Testing;

namespace ChatService.Server.Tests.Crash;

/// <summary>A visitor under load.</summary>
internal sealed class CrashVisitor(string name, Random random) : CrashClient(name, random)
{
    private string? token;
    private Guid? current;

    public override IEnumerable<View> Views => Transcripts.Select(t => new View(Name, Id, t.Key, t.Value.Lines));

    /// <summary>At the end: sends again what is unknown, and reads everything once more.</summary>
    public async Task SettleAsync(Uri server)
    {
        var life = Life.Quiet();
        await using var client = await EnterAsync(server, life);
        await ReadAllAsync(client);
    }

    protected override async Task TalkAsync(Uri server, Life life)
    {
        await using var client = await EnterAsync(server, life);
        while (!life.IsOver)
        {
            var start = current is null || Random.Next(12) == 0;
            var first = Write("A question", start ? null : current, start ? "StartConversation" : "SendMessage");
            // Now and then two at once, as from an outbox that was offline.
            var second = current is not null && Random.Next(4) == 0 ? Write("And another", current) : null;
            await Task.WhenAll(PutAsync(client, first, life), second is null ? Task.CompletedTask : PutAsync(client, second, life));
            if (Transcripts.Values.Any(t => t.HasHole))
            {
                await ReadAllAsync(client);
            }

            if (current is { } id && Random.Next(5) == 0)
            {
                await TryAsync(life, client.CallAsync<Empty>("MarkRead", new { conversationId = id, seq = TranscriptOf(id).Last }));
            }
        }
    }

    private async Task<VisitorClient> EnterAsync(Uri server, Life life)
    {
        using var http = new HttpClient { BaseAddress = server };
        var client = await EnterPatientlyAsync(() => VisitorClient.OpenAsync(http, token));
        token = client.Session.VisitorToken;
        client.Messages.Each(message =>
        {
            Id = message.Sender.Kind == "visitor" ? message.Sender.Id!.Value : Id;
            Hear(message);
        });
        if (client.Session.Conversation is { } open)
        {
            current = open.ConversationId;
            TranscriptOf(open.ConversationId);
        }

        await ReadAllAsync(client);
        foreach (var outgoing in Unknown())
        {
            await PutAsync(client, outgoing, life);
        }

        return client;
    }

    private Task PutAsync(VisitorClient client, Outgoing outgoing, Life life) => SendAsync(outgoing, life, async o =>
    {
        if (o.Method == "SendMessage")
        {
            var ack = await client.CallAsync<SendMessageAck>(o.Method, new { conversationId = o.ConversationId, clientMessageId = o.ClientMessageId, text = o.Text });
            return (o.ConversationId!.Value, ack.Seq);
        }

        var started = await client.StartAsync(o.Text, o.ClientMessageId);
        current = started.ConversationId;
        TranscriptOf(started.ConversationId);
        return (started.ConversationId, started.Seq);
    });

    private async Task ReadAllAsync(VisitorClient client)
    {
        foreach (var (conversationId, transcript) in Transcripts)
        {
            VisitorResumeAnswer page;
            do
            {
                page = await ReadAsync(() => client.ResumeAsync(transcript.Last, conversationId));
                transcript.Read(page.Messages, page.ResyncRequired);
                Id = page.Messages.FirstOrDefault(m => m.Sender.Kind == "visitor")?.Sender.Id ?? Id;
            }
            while (transcript.Last < page.LastSeq);
        }
    }
}
