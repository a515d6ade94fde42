using System.Diagnostics;
using ChatService.Contracts;
using Microsoft.AspNetCore.SignalR.Client;

namespace ChatService.ClusterTests.People;

/// <summary>
/// One customer with tabs at several nodes: what is written in one must come to be shown in the others. It needs no agent and never reconnects, so it tells what the
/// servers do and nothing else.
/// </summary>
internal sealed class Tabs : IAsyncDisposable
{
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly List<VisitorClient> tabs = [];

    private Tabs()
    {
    }

    public Guid ConversationId { get; private set; }

    /// <summary>The conversation is begun in the first.</summary>
    public static async Task<Tabs> OpenAsync(params Uri[] places)
    {
        var all = new Tabs();
        foreach (var place in places)
        {
            await all.AddAsync(place);
        }

        return all;
    }

    /// <summary>One more.</summary>
    public async Task AddAsync(Uri place)
    {
        tabs.Add(await VisitorClient.OpenAsync(http, tabs.FirstOrDefault()?.Session.VisitorToken, server: place));
        if (tabs.Count == 1)
        {
            ConversationId = (await tabs[0].StartAsync("A question in many tabs")).ConversationId;
        }
    }

    /// <summary>One more that takes nothing of what it is told.</summary>
    public async Task<RawSocket> AddDeafAsync(Uri place)
    {
        var socket = await RawSocket.ConnectAsync(place, $"/hubs/visitor?access_token={tabs[0].Session.ConnectToken}", receiveBuffer: 4 * 1024);
        return await socket.ShakeHandsAsync();
    }

    /// <summary>Writes in a tab: how long until it knows that it is stored. Throws when it is refused.</summary>
    public async Task<TimeSpan> WriteAsync(int tab, string text = "One more", Guid? clientMessageId = null)
    {
        var began = Stopwatch.GetTimestamp();
        await tabs[tab].CallAsync<SendMessageAck>("SendMessage", new { conversationId = ConversationId, clientMessageId = clientMessageId ?? Guid.NewGuid(), text });
        return Stopwatch.GetElapsedTime(began);
    }

    /// <summary>Writes in one tab: how long until another shows it, by a push.</summary>
    public async Task<TimeSpan> TellAsync(int from, int to)
    {
        var (began, id) = (Stopwatch.GetTimestamp(), Guid.NewGuid());
        await WriteAsync(from, clientMessageId: id);
        await tabs[to].Messages.First(message => message.ClientMessageId == id);
        return Stopwatch.GetElapsedTime(began);
    }

    /// <summary>Everything from the beginning, as a tab reads it that has nothing.</summary>
    public async Task<Transcript> ReadAllAsync(int tab)
    {
        var transcript = new Transcript();
        while (true)
        {
            var page = await tabs[tab].ResumeAsync(transcript.Last, ConversationId);
            transcript.Read(page.Messages, page.ResyncRequired);
            if (transcript.Last >= page.LastSeq)
            {
                return transcript;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var tab in tabs)
        {
            await tab.DisposeAsync();
        }

        http.Dispose();
    }
}
