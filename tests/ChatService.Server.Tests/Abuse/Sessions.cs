using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ChatService.Testing;

namespace ChatService.Server.Tests.Abuse;

/// <summary>Sessions as a stranger would ask for them.</summary>
internal static class Sessions
{
    /// <summary>What the server answers: the code of a refusal, or the session.</summary>
    public static async Task<(string? Code, JsonElement Body)> AskAsync(this ChatHost host, object body, string? origin = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/widget/session") { Content = JsonContent.Create(body) };
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        using var response = await host.Http.SendAsync(request).Soon();
        var json = await response.Content.ReadFromJsonAsync<JsonElement>().Soon();
        return (response.IsSuccessStatusCode ? null : json.GetProperty("code").GetString(), json);
    }

    /// <summary>An identity signed as PROTOCOL.md §1 says, without any code of the server.</summary>
    public static object Identity(string secret, string externalId, DateTimeOffset issuedAt, string? email = null, string? signature = null)
    {
        var seconds = issuedAt.ToUnixTimeSeconds();
        var canonical = string.Join('\n', externalId, "Vera", email, "", seconds, "plan=gold", "since=2020");
        var right = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(canonical)));
        return new
        {
            externalId,
            name = "Vera",
            email,
            attributes = new Dictionary<string, string> { ["since"] = "2020", ["plan"] = "gold" },
            issuedAt = seconds,
            signature = signature ?? right,
        };
    }
}
