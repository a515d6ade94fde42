using System.Collections.Concurrent;
using System.Net;
using ChatService.Contracts;
using ChatService.Testing;
using Microsoft.AspNetCore.SignalR;

namespace ChatService.Server.Tests.Crash;

/// <summary>A client that lives on when the server does not: it keeps what it sent, what it showed, and what it does not know.</summary>
internal abstract class CrashClient(string name, Random random)
{
    private readonly ConcurrentDictionary<Guid, Transcript> transcripts = new();
    private readonly List<Outgoing> sends = [];

    protected string Name { get; } = name;

    protected Random Random { get; } = random;

    /// <summary>Who it is on the wire; empty until it has learnt it.</summary>
    protected Guid Id { get; set; }

    /// <summary>Refusals that nobody planned.</summary>
    public ConcurrentBag<string> Surprises { get; } = [];

    /// <summary>Refusals because the store was away.</summary>
    public ConcurrentBag<string> Unavailable { get; } = [];

    /// <summary>What it sent, with how that ended.</summary>
    public IEnumerable<Sent> Sends => sends.Select(o => new Sent(Id, o.ConversationId, o.ClientMessageId, o.Text, o.Outcome, o.Seq));

    /// <summary>What it showed.</summary>
    public abstract IEnumerable<View> Views { get; }

    protected IReadOnlyDictionary<Guid, Transcript> Transcripts => transcripts;

    /// <summary>Connects, resumes, sends again what it does not know, and talks until the connection breaks.</summary>
    public async Task LiveAsync(Uri server, Life life)
    {
        try
        {
            await TalkAsync(server, life);
        }
        catch (Exception exception) when (life.IsOver && exception is not OutOfMemoryException)
        {
            // The server was killed: whatever was under way is unknown.
        }
    }

    protected abstract Task TalkAsync(Uri server, Life life);

    /// <summary>Comes in; a server that is still too busy says 503 after some seconds, and is asked again.</summary>
    protected static async Task<T> EnterPatientlyAsync<T>(Func<Task<T>> enter)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await enter();
            }
            catch (HttpRequestException exception) when (exception.StatusCode == HttpStatusCode.ServiceUnavailable && attempt < 10)
            {
                // Nothing was changed.
            }
        }
    }

    protected Transcript TranscriptOf(Guid conversationId) => transcripts.GetOrAdd(conversationId, _ => new Transcript());

    protected void Hear(Message message) => TranscriptOf(message.ConversationId).Hear(message);

    /// <summary>One message to send, remembered before it goes out.</summary>
    protected Outgoing Write(string text, Guid? conversationId, string method = "SendMessage")
    {
        var outgoing = new Outgoing(method, Guid.NewGuid(), $"{text} of {Name}, {sends.Count}") { ConversationId = conversationId };
        sends.Add(outgoing);
        return outgoing;
    }

    /// <summary>Those without an answer. Some are given up for good, as by somebody who closes the page.</summary>
    protected IReadOnlyList<Outgoing> Unknown()
    {
        foreach (var outgoing in sends.Where(o => o.IsPending && Random.Next(10) == 0))
        {
            outgoing.IsGivenUp = true;
        }

        return [.. sends.Where(o => o.IsPending)];
    }

    /// <summary>Sends and notes the outcome; a broken connection leaves it unknown and throws.</summary>
    protected async Task SendAsync(Outgoing outgoing, Life life, Func<Outgoing, Task<(Guid Conversation, long Seq)>> call)
    {
        life.Begin();
        try
        {
            (outgoing.ConversationId, outgoing.Seq) = await call(outgoing);
            outgoing.Outcome = SendOutcome.Acked;
        }
        catch (HubException exception) when (!life.IsOver)
        {
            // Refused as retryable: it stays in the outbox and goes out again under the same id.
            outgoing.Outcome = IsUnavailable(exception) ? SendOutcome.Unknown : SendOutcome.Refused;
            Note(exception);
        }
    }

    /// <summary>Any other call.</summary>
    protected async Task TryAsync(Life life, Task call)
    {
        life.Begin();
        try
        {
            await call;
        }
        catch (HubException exception) when (!life.IsOver)
        {
            Note(exception);
        }
    }

    /// <summary>A page of a transcript; a store that is away is asked again.</summary>
    protected static async Task<T> ReadAsync<T>(Func<Task<T>> read)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await read();
            }
            catch (HubException exception) when (IsUnavailable(exception) && attempt < 20)
            {
                // Each refusal takes the server some time, so this does not spin.
            }
        }
    }

    private void Note(HubException exception)
    {
        // What others do at the same time may refuse these; anything else is a finding.
        string[] planned = ["conversation_closed", "not_assigned", "offer_ended", "conflict", "capacity_full", "agent_unavailable"];
        var code = Refused.CodeOf(exception);
        if (IsUnavailable(exception))
        {
            Unavailable.Add(exception.Message);
        }
        else if (!planned.Contains(code))
        {
            Surprises.Add($"{Name}: {exception.Message}");
        }
    }

    private static bool IsUnavailable(HubException exception) => Refused.CodeOf(exception) == "unavailable";

    /// <summary>A message on its way.</summary>
    protected sealed class Outgoing(string method, Guid clientMessageId, string text)
    {
        public string Method => method;

        public Guid ClientMessageId => clientMessageId;

        public string Text => text;

        public Guid? ConversationId { get; set; }

        public SendOutcome Outcome { get; set; }

        public long Seq { get; set; }

        public bool IsGivenUp { get; set; }

        public bool IsPending => Outcome == SendOutcome.Unknown && !IsGivenUp;
    }
}
