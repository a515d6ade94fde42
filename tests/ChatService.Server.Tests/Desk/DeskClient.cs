using System.Net.Http.Json;
using System.Text.Json;
using ChatService.Server.Features.Agents;

namespace ChatService.Server.Tests.Desk;

/// <summary>An answer with its status.</summary>
internal sealed record DeskAnswer(int Status, JsonElement Body)
{
    public IEnumerable<JsonElement> Items => Body.GetProperty("items").EnumerateArray();

    public string Code => Body.GetProperty("code").GetString()!;
}

internal sealed partial class DeskHost
{
    public async Task<DeskAnswer> CallAsync(Agent? agent, HttpMethod method, string path, object? body = null)
    {
        using var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(20) };
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (agent is not null)
        {
            request.Headers.Add(TestLogIn.Header, agent.Id.ToString());
        }

        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new((int)response.StatusCode, text.Length == 0 ? default : JsonElement.Parse(text));
    }

    public Task<DeskAnswer> GetAsync(Agent? agent, string path) => CallAsync(agent, HttpMethod.Get, path);

    public Task<DeskAnswer> PostAsync(Agent agent, string path, object body) => CallAsync(agent, HttpMethod.Post, path, body);

    public Task<DeskAnswer> PutAsync(Agent agent, string path, object body) => CallAsync(agent, HttpMethod.Put, path, body);

    public Task<DeskAnswer> DeleteAsync(Agent agent, string path) => CallAsync(agent, HttpMethod.Delete, path);
}
