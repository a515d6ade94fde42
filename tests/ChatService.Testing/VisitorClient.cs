using System.Net.Http.Json;
using System.Text.Json;
using ChatService.Contracts;
using ChatService.Server.Features.WidgetSessions;
using ChatService.Server.Platform;
using Microsoft.AspNetCore.SignalR.Client;

namespace ChatService.Testing;

/// <summary>A visitor that speaks only the wire: HTTP for its session, the official SignalR client for the rest.</summary>
public sealed class VisitorClient : IAsyncDisposable
{
    private VisitorClient(HubConnection hub, SessionAnswer session)
    {
        Hub = hub;
        Session = session;
        hub.On<Message>("MessageAppended", Messages.Add);
        hub.On<VisitorConversation>("ConversationChanged", Changes.Add);
        hub.On<QueueChanged>("QueueChanged", Queue.Add);
        hub.On<DeskChanged>("DeskChanged", Desk.Add);
        hub.On<TypingChanged>("TypingChanged", Typing.Add);
        hub.On<ReadChanged>("ReadChanged", Reads.Add);
        hub.On<Closed>("Closed", Closed.Add);
        hub.On<Draining>("Draining", Draining.Add);
    }

    /// <summary>The connection itself.</summary>
    public HubConnection Hub { get; }

    /// <summary>What the session said.</summary>
    public SessionAnswer Session { get; }

    public EventLog<Message> Messages { get; } = new();

    public EventLog<VisitorConversation> Changes { get; } = new();

    public EventLog<QueueChanged> Queue { get; } = new();

    /// <summary>Who answers in the inbox, as pushed.</summary>
    public EventLog<DeskChanged> Desk { get; } = new();

    public EventLog<TypingChanged> Typing { get; } = new();

    public EventLog<ReadChanged> Reads { get; } = new();

    public EventLog<Closed> Closed { get; } = new();

    public EventLog<Draining> Draining { get; } = new();

    /// <summary>The conversation that <see cref="StartAsync"/> began.</summary>
    public Guid ConversationId { get; private set; }

    /// <summary>Opens a session and a connection.</summary>
    public static async Task<VisitorClient> OpenAsync(HttpClient http, string? visitorToken = null, string inboxKey = "demo", string locale = "en", Uri? server = null, HubWire? wire = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        server ??= http.BaseAddress!;
        using var response = await http.PostAsJsonAsync(new Uri(server, "/api/widget/session"), new { inboxKey, visitorToken, locale }).Soon();
        response.EnsureSuccessStatusCode();
        var session = (await response.Content.ReadFromJsonAsync<SessionAnswer>(Json).Soon())!;
        var hub = HubClient.Connect(new Uri(server, $"/hubs/visitor?access_token={session.ConnectToken}"), wire: wire);
        var client = new VisitorClient(hub, session);
        await hub.StartAsync().Soon();
        return client;
    }

    /// <summary>Any call by its name on the wire.</summary>
    public Task<T> CallAsync<T>(string method, object request) => Hub.InvokeAsync<T>(method, request).Soon(method);

    /// <summary>The first message.</summary>
    public async Task<StartConversationAnswer> StartAsync(string text, Guid? clientMessageId = null, string? name = null, string? email = null)
    {
        var answer = await Hub.InvokeAsync<StartConversationAnswer>("StartConversation", new { clientMessageId = clientMessageId ?? Guid.NewGuid(), text, name, email }).Soon();
        ConversationId = answer.ConversationId;
        return answer;
    }

    /// <summary>One more message.</summary>
    public Task<SendMessageAck> SendAsync(string text, Guid? clientMessageId = null) =>
        Hub.InvokeAsync<SendMessageAck>("SendMessage", new { conversationId = ConversationId, clientMessageId = clientMessageId ?? Guid.NewGuid(), text }).Soon();

    /// <summary>Everything after a seq.</summary>
    public Task<VisitorResumeAnswer> ResumeAsync(long afterSeq, Guid? conversationId = null) =>
        Hub.InvokeAsync<VisitorResumeAnswer>("Resume", new { conversationId = conversationId ?? ConversationId, afterSeq }).Soon();

    public ValueTask DisposeAsync() => Hub.DisposeAsync();

    internal static JsonSerializerOptions Json { get; } = Options();

    private static JsonSerializerOptions Options()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        WireJson.Apply(options);
        return options;
    }
}
