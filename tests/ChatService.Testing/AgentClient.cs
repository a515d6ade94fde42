using System.Net;
using System.Net.Http.Json;
using ChatService.Contracts;
using Microsoft.AspNetCore.SignalR.Client;

namespace ChatService.Testing;

/// <summary>An agent that speaks only the wire: logs in by HTTP, then the official SignalR client with the cookie.</summary>
public sealed class AgentClient : IAsyncDisposable
{
    private readonly CookieContainer? cookies;

    private AgentClient(HttpClient http, HubConnection hub, CookieContainer? cookies = null)
    {
        this.cookies = cookies;
        Http = http;
        Hub = hub;
        hub.On<Message>("MessageAppended", Messages.Add);
        hub.On<ConversationRow>("ConversationChanged", Rows.Add);
        hub.On<OfferMade>("OfferMade", Offers.Add);
        hub.On<OfferEnded>("OfferEnded", OffersEnded.Add);
        hub.On<TypingChanged>("TypingChanged", Typing.Add);
        hub.On<ReadChanged>("ReadChanged", Reads.Add);
        hub.On<Mentioned>("Mentioned", Mentions.Add);
        hub.On<AgentPresence>("AgentChanged", Presence.Add);
        hub.On<SlaWarning>("SlaWarning", Warnings.Add);
        hub.On<SlaBreached>("SlaBreached", Breaches.Add);
        hub.On<AgentAlert>("AgentAlert", Alerts.Add);
        hub.On<Closed>("Closed", Closed.Add);
        hub.On<Draining>("Draining", Draining.Add);
    }

    /// <summary>With the log-in's cookie.</summary>
    public HttpClient Http { get; }

    /// <summary>The connection itself.</summary>
    public HubConnection Hub { get; }

    public EventLog<Message> Messages { get; } = new();

    public EventLog<ConversationRow> Rows { get; } = new();

    public EventLog<OfferMade> Offers { get; } = new();

    public EventLog<OfferEnded> OffersEnded { get; } = new();

    public EventLog<TypingChanged> Typing { get; } = new();

    public EventLog<ReadChanged> Reads { get; } = new();

    public EventLog<Mentioned> Mentions { get; } = new();

    public EventLog<AgentPresence> Presence { get; } = new();

    public EventLog<SlaWarning> Warnings { get; } = new();

    public EventLog<SlaBreached> Breaches { get; } = new();

    public EventLog<AgentAlert> Alerts { get; } = new();

    public EventLog<Closed> Closed { get; } = new();

    public EventLog<Draining> Draining { get; } = new();

    /// <summary>Logs in and connects.</summary>
    public static async Task<AgentClient> LogInAsync(Uri server, string email, string password, HubWire? wire = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        var cookies = new CookieContainer();
        var http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies }) { BaseAddress = server };
        var response = await http.PostAsJsonAsync("/api/auth/login", new { email, password }).Soon();
        response.EnsureSuccessStatusCode();
        var headers = new Dictionary<string, string> { ["Cookie"] = cookies.GetCookieHeader(server), ["Origin"] = server.GetLeftPart(UriPartial.Authority) };
        var client = new AgentClient(http, HubClient.Connect(new Uri(server, "/hubs/agent"), headers, wire), cookies);
        await client.Hub.StartAsync().Soon();
        return client;
    }

    /// <summary>The same log-in at another node.</summary>
    public async Task<AgentClient> AlsoAtAsync(Uri server)
    {
        ArgumentNullException.ThrowIfNull(server);
        var http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies! }) { BaseAddress = server };
        var headers = new Dictionary<string, string> { ["Cookie"] = cookies!.GetCookieHeader(server), ["Origin"] = server.GetLeftPart(UriPartial.Authority) };
        var client = new AgentClient(http, HubClient.Connect(new Uri(server, "/hubs/agent"), headers), cookies);
        await client.Hub.StartAsync().Soon();
        return client;
    }

    /// <summary>With an API token: no cookie, no Origin.</summary>
    public static async Task<AgentClient> ByTokenAsync(Uri server, string token)
    {
        ArgumentNullException.ThrowIfNull(server);
        var http = new HttpClient { BaseAddress = server };
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        var client = new AgentClient(http, HubClient.Connect(new Uri(server, $"/hubs/agent?access_token={token}")));
        await client.Hub.StartAsync().Soon();
        return client;
    }

    /// <summary>What a client of another kind sends as its Cookie to be this agent.</summary>
    public string Cookie(Uri server) => cookies!.GetCookieHeader(server);

    /// <summary>Any call by its name on the wire.</summary>
    public Task<T> CallAsync<T>(string method, object request) => Hub.InvokeAsync<T>(method, request).Soon(method);

    /// <summary>available, away or offline.</summary>
    public Task<SetStatusAnswer> StatusAsync(string status) => Hub.InvokeAsync<SetStatusAnswer>("SetStatus", new { status }).Soon();

    /// <summary>Waits for an offer of this conversation and accepts it.</summary>
    public async Task<Guid> AcceptsAsync(Guid conversationId)
    {
        var offer = await Offers.First(o => o.ConversationId == conversationId);
        return (await Hub.InvokeAsync<ConversationAnswer>("AcceptOffer", new { offerId = offer.OfferId }).Soon()).ConversationId;
    }

    /// <summary>Answers.</summary>
    public Task<SendMessageAck> SendAsync(Guid conversationId, string text, Guid? clientMessageId = null) =>
        Hub.InvokeAsync<SendMessageAck>("SendMessage", new { conversationId, clientMessageId = clientMessageId ?? Guid.NewGuid(), text }).Soon();

    /// <summary>Reads over HTTP; throws for anything but success.</summary>
    public async Task<T> GetAsync<T>(string path) => (await Http.GetFromJsonAsync<T>(path, VisitorClient.Json).Soon(path))!;

    /// <summary>Makes something over HTTP; throws for anything but success.</summary>
    public async Task<T> PostAsync<T>(string path, object body)
    {
        using var response = await Http.PostAsJsonAsync(path, body).Soon(path);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<T>(VisitorClient.Json).Soon(path))!;
    }

    /// <summary>The status of a request over HTTP.</summary>
    public async Task<HttpStatusCode> StatusAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await Http.SendAsync(request).Soon(path);
        return response.StatusCode;
    }

    /// <summary>Everything after a seq, internal lines included.</summary>
    public Task<AgentResumeAnswer> ResumeAsync(Guid conversationId, long afterSeq) =>
        Hub.InvokeAsync<AgentResumeAnswer>("Resume", new { conversationId, afterSeq }).Soon();

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        Http.Dispose();
    }
}
