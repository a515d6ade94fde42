using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ChatService.Testing;

namespace ChatService.Server.Tests.Operations;

/// <summary>A visitor whose network lets no WebSocket through: many requests, one connection.</summary>
internal sealed class LongPoller
{
    private readonly HttpClient http;
    private readonly string path;
    private readonly Queue<string> records = new();

    private LongPoller(HttpClient http, string path) => (this.http, this.path) = (http, path);

    /// <summary>Negotiates, polls for the first time and shakes hands.</summary>
    public static async Task<LongPoller> OpenAsync(HttpClient http, string token)
    {
        using var answer = await http.PostAsync("/hubs/visitor/negotiate?negotiateVersion=1&access_token=" + token, null).Soon();
        answer.EnsureSuccessStatusCode();
        var id = (await answer.Content.ReadFromJsonAsync<JsonElement>().Soon()).GetProperty("connectionToken").GetString();
        var poller = new LongPoller(http, $"/hubs/visitor?id={id}&access_token={token}");
        await poller.PollAsync();
        await poller.SayAsync("{\"protocol\":\"json\",\"version\":1}");
        return await poller.NextAsync() == "{}" ? poller : throw new InvalidOperationException("No handshake.");
    }

    /// <summary>One call and its answer.</summary>
    public async Task<JsonElement> CallAsync(string target, string argument)
    {
        await SayAsync($"{{\"type\":1,\"invocationId\":\"1\",\"target\":\"{target}\",\"arguments\":[{argument}]}}");
        while (true)
        {
            using var json = JsonDocument.Parse(await NextAsync());
            if (json.RootElement.GetProperty("type").GetInt32() == 3)
            {
                return json.RootElement.Clone();
            }
        }
    }

    /// <summary>Closes it.</summary>
    public async Task EndAsync()
    {
        using var answer = await http.DeleteAsync(path).Soon();
        answer.EnsureSuccessStatusCode();
    }

    private async Task SayAsync(string record)
    {
        using var answer = await http.PostAsync(path, new StringContent(record + RawSocket.RecordEnd, Encoding.UTF8, "text/plain")).Soon();
        answer.EnsureSuccessStatusCode();
    }

    private async Task<string> NextAsync()
    {
        while (records.Count == 0)
        {
            await PollAsync();
        }

        return records.Dequeue();
    }

    private async Task PollAsync()
    {
        using var answer = await http.GetAsync(path).Soon();
        answer.EnsureSuccessStatusCode();
        foreach (var record in (await answer.Content.ReadAsStringAsync()).Split(RawSocket.RecordEnd, StringSplitOptions.RemoveEmptyEntries))
        {
            records.Enqueue(record);
        }
    }
}
