using System.Security.Cryptography;
using System.Text;
using ChatService.LoadTests.Stages;
using ChatService.LoadTests.Wire;

namespace ChatService.LoadTests.Fill;

/// <summary>Hundreds of agents: hired by SQL like one whom the product has hired, each with an API token, and then connected for real.</summary>
public static class Agents
{
    /// <summary>So many, connected and available.</summary>
    public static async Task<IReadOnlyList<HubSession>> ComeAsync(FillConnection fill, Desk desk, Uri node, int count, int capacity, Progress progress)
    {
        ArgumentNullException.ThrowIfNull(fill);
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(progress);
        var like = await desk.HireAsync("first@example.com", capacity);
        var token = await desk.TokenAsync();
        await fill.RunAsync($"INSERT INTO agent {FillConnection.Copies("agent", $"t.id = '{like}'", count, $"'id', {FillConnection.Id("agent")}, 'email', 'agent' || n || '@example.com', 'name', 'Agent ' || n")}");
        // What is in memory of the server is read again when something of its kind is made or goes. There are 500 tokens at most.
        var tokens = Enumerable.Range(1, count).Select(TokenOf).ToList();
        await fill.RunAsync(
            $"INSERT INTO api_token {FillConnection.Copies("api_token", $"t.id = '{token}'", count, $"'id', {FillConnection.Id("token")}, 'agent_id', {FillConnection.Id("agent")}, 'last_used_at', clock_timestamp(), 'hash', (ARRAY[{string.Join(',', tokens.Select(t => $"'{HashOf(t)}'"))}])[n]")}");
        await desk.HireAsync("last@example.com", capacity);
        await desk.RevokeAsync(token);
        var sessions = new HubSession[count];
        var done = 0;
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, stop) =>
        {
            sessions[i] = await HubSession.ConnectAsync(new Uri(node, $"/hubs/agent?access_token={tokens[i]}"), cancellationToken: stop);
            await sessions[i].CallAsync("SetStatus", new { status = "available" });
            progress.Tell($"{Interlocked.Increment(ref done)} of {count} agents are available");
        });
        return sessions;
    }

    // As the product makes them, only not by chance.
    private static string TokenOf(int number) => "cs_" + Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes($"load {number}"))).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
