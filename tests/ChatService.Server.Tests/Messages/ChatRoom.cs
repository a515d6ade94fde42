using ChatService.Contracts;
using ChatService.Testing;

namespace ChatService.Server.Tests.Messages;

/// <summary>One server for the tests of a class, with a supervisor who has room for all their conversations.</summary>
public sealed class ChatRoom : IAsyncLifetime
{
    public ChatHost Host { get; private set; } = null!;

    public AgentClient Admin { get; private set; } = null!;

    public AgentClient Agent { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Host = ChatHost.Start(settings: Roomy.Limits);
        Admin = await Host.AdminAsync();
        Agent = await Host.HireAsync(Admin, "ann@example.com", "supervisor");
    }

    public async ValueTask DisposeAsync()
    {
        await Agent.DisposeAsync();
        await Admin.DisposeAsync();
        await Host.DisposeAsync();
    }

    /// <summary>A visitor whose conversation the agent has taken.</summary>
    public async Task<VisitorClient> TakenAsync(string text = "Hello")
    {
        var visitor = await Host.VisitorAsync();
        var started = await visitor.StartAsync(text);
        await Agent.CallAsync<ConversationAnswer>("Take", new { conversationId = started.ConversationId });
        return visitor;
    }

    /// <summary>The visitor's whole transcript, page by page.</summary>
    public static async Task<IReadOnlyList<Message>> TranscriptAsync(VisitorClient visitor)
    {
        var all = new List<Message>();
        while (true)
        {
            var page = await visitor.ResumeAsync(all.Count == 0 ? 0 : all[^1].Seq);
            all.AddRange(page.Messages);
            if (all.Count == 0 || all[^1].Seq == page.LastSeq)
            {
                return all;
            }
        }
    }

    /// <summary>The agent's whole transcript, page by page.</summary>
    public static async Task<IReadOnlyList<Message>> TranscriptAsync(AgentClient agent, Guid conversationId)
    {
        var all = new List<Message>();
        while (true)
        {
            var page = await agent.ResumeAsync(conversationId, all.Count == 0 ? 0 : all[^1].Seq);
            all.AddRange(page.Messages);
            if (all.Count == 0 || all[^1].Seq == page.LastSeq)
            {
                return all;
            }
        }
    }

    /// <summary>1..n.</summary>
    public static void AssertWithoutGap(IEnumerable<Message> messages) =>
        Assert.All(messages.Select((message, index) => (message.Seq, Expected: index + 1L)), pair => Assert.Equal(pair.Expected, pair.Seq));

    /// <summary>
    /// What a client that knows all up to a number takes from the pushes it heard: a number it knows already is dropped, and the next one must be the next. A look for lost pushes
    /// may tell a message again.
    /// </summary>
    public static IReadOnlyList<Message> News(IEnumerable<Message> heard, long known)
    {
        ArgumentNullException.ThrowIfNull(heard);
        var news = new List<Message>();
        foreach (var message in heard.Where(message => message.Seq > known + news.Count))
        {
            Assert.Equal(known + news.Count + 1, message.Seq);
            news.Add(message);
        }

        return news;
    }
}
