using System.Net.Http.Json;
using System.Text.Json;

namespace ChatService.Server.Tests.Door;

/// <summary>What came back.</summary>
internal sealed record Answer(int Status, JsonElement Body, HttpResponseMessage Response)
{
    public string? Code => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("code", out var code) ? code.GetString() : null;

    public JsonElement this[string name] => Body.GetProperty(name);

    public string[] ErrorFields => [.. Body.GetProperty("errors").EnumerateObject().Select(e => e.Name).Order(StringComparer.Ordinal)];
}

/// <summary>A browser's view of the server: keeps cookies, sends JSON. Without an Origin it is a program.</summary>
internal sealed class DoorClient(Uri address) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    // Ours and not the framework's container: that one keeps no Secure cookie on the plain loopback connection of a test, browsers behind a balancer do.
    private readonly Dictionary<string, string> cookies = [];
    private HttpClient? http;

    /// <summary>Sent as Bearer when set.</summary>
    public string? Token { get; set; }

    /// <summary>The log-in.</summary>
    public string? Cookie => cookies.GetValueOrDefault("chatservice") ?? cookies.GetValueOrDefault("__Host-chatservice");

    /// <summary>By name.</summary>
    public IReadOnlyDictionary<string, string> Cookies => cookies;

    public void SetCookie(string value, string name = "chatservice") => cookies[name] = value;

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, body ?? new { });

    public Task<Answer> PutAsync(string path, object body) => SendAsync(HttpMethod.Put, path, body);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public async Task<Answer> SendAsync(HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        http ??= new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = address };
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = body as HttpContent ?? JsonContent.Create(body);
        }

        if (Token is not null)
        {
            request.Headers.Authorization = new("Bearer", Token);
        }

        if (cookies.Count > 0)
        {
            request.Headers.Add("Cookie", string.Join("; ", cookies.Select(c => $"{c.Key}={c.Value}")));
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var limit = new CancellationTokenSource(Limit);
        var response = await http.SendAsync(request, limit.Token);
        Keep(response);
        var text = await response.Content.ReadAsStringAsync(limit.Token);
        var json = text.Length > 0 && response.Content.Headers.ContentType?.MediaType?.Contains("json", StringComparison.Ordinal) == true
            ? JsonDocument.Parse(text).RootElement
            : JsonSerializer.SerializeToElement(text);
        return new Answer((int)response.StatusCode, json, response);
    }

    public void Dispose() => http?.Dispose();

    private void Keep(HttpResponseMessage response)
    {
        foreach (var line in response.Headers.TryGetValues("Set-Cookie", out var lines) ? lines : [])
        {
            var pair = line.Split(';')[0].Split('=', 2);
            // Removed by an empty value with a time long ago.
            if (pair[1].Length == 0)
            {
                cookies.Remove(pair[0]);
            }
            else
            {
                cookies[pair[0]] = pair[1];
            }
        }
    }
}
