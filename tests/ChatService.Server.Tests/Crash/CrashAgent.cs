using System.Threading.Channels;
using ChatService.Contracts;
using ChatService.Testing;

namespace ChatService.Server.Tests.Crash;

/// <summary>An agent under load: takes what is offered, answers, writes notes, hands over, closes.</summary>
internal sealed class CrashAgent(string name, Random random, Guid id, Func<Uri, Task<AgentClient>> connect, Func<Guid> colleague) : CrashClient(name, random)
{
    public override IEnumerable<View> Views => Transcripts.Select(t => new View(Name, null, t.Key, t.Value.Lines));

    /// <summary>At the end: sends again what is unknown, and reads everything once more.</summary>
    public async Task SettleAsync(Uri server)
    {
        await using var client = await EnterAsync(server, Life.Quiet(), null);
        await ReadAllAsync(client);
    }

    protected override async Task TalkAsync(Uri server, Life life)
    {
        var work = Channel.CreateUnbounded<object>();
        await using var client = await EnterAsync(server, life, work.Writer);
        await TryAsync(life, client.StatusAsync("available"));
        await foreach (var item in work.Reader.ReadAllAsync())
        {
            switch (item)
            {
                case OfferMade offer:
                    await TryAsync(life, client.CallAsync<ConversationAnswer>("AcceptOffer", new { offerId = offer.OfferId }));
                    break;
                case Message message when message.Sender.Kind == "visitor":
                    await AnswerAsync(client, message.ConversationId, life);
                    break;
            }

            if (Transcripts.Values.Any(t => t.HasHole))
            {
                await ReadAllAsync(client);
            }
        }
    }

    private async Task AnswerAsync(AgentClient client, Guid conversationId, Life life)
    {
        switch (Random.Next(20))
        {
            case < 9:
                await PutAsync(client, Write("An answer", conversationId), life);
                break;
            case < 13:
                await PutAsync(client, Write("A note", conversationId, "AddNote"), life);
                break;
            case < 15:
                await TryAsync(life, client.CallAsync<PriorityAnswer>("SetPriority", new { conversationId, priority = $"P{Random.Next(4)}" }));
                break;
            case 15:
                await TryAsync(life, client.CallAsync<StateAnswer>("Close", new { conversationId }));
                break;
            case 16:
                await TryAsync(life, client.CallAsync<StateAnswer>("Transfer", new { conversationId, agentId = colleague(), note = "Your turn" }));
                break;
        }
    }

    private async Task<AgentClient> EnterAsync(Uri server, Life life, ChannelWriter<object>? work)
    {
        Id = id;
        var client = await EnterPatientlyAsync(() => connect(server));
        client.Hub.Closed += _ =>
        {
            work?.TryComplete();
            return Task.CompletedTask;
        };
        client.Messages.Each(message =>
        {
            Hear(message);
            work?.TryWrite(message);
        });
        client.Offers.Each(offer => work?.TryWrite(offer));
        await ReadAllAsync(client);
        foreach (var outgoing in Unknown())
        {
            await PutAsync(client, outgoing, life);
        }

        return client;
    }

    private Task PutAsync(AgentClient client, Outgoing outgoing, Life life) => SendAsync(outgoing, life, async o =>
        (o.ConversationId!.Value, (await client.CallAsync<SendMessageAck>(o.Method, new { conversationId = o.ConversationId, clientMessageId = o.ClientMessageId, text = o.Text })).Seq));

    private async Task ReadAllAsync(AgentClient client)
    {
        foreach (var (conversationId, transcript) in Transcripts)
        {
            AgentResumeAnswer page;
            do
            {
                page = await ReadAsync(() => client.ResumeAsync(conversationId, transcript.Last));
                transcript.Read(page.Messages, page.ResyncRequired);
            }
            while (transcript.Last < page.LastSeq);
        }
    }
}
