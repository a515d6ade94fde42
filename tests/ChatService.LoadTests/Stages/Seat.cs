using System.Net;
using System.Text.Json;
using ChatService.LoadTests.Wire;

namespace ChatService.LoadTests.Stages;

/// <summary>A place that a client takes, and takes again after a cut. Plain data, so that another process can take it.</summary>
/// <param name="Url">With its credentials.</param>
/// <param name="Method">Called as soon as it is connected; null: nothing.</param>
/// <param name="Argument">Of that call.</param>
/// <param name="Messages">At least so many must be in the answer's <c>messages</c>; 0: any answer will do.</param>
public sealed record Seat(Uri Url, string? Method = null, JsonElement? Argument = null, int Messages = 0)
{
    /// <summary>Connects and joins; throws when either is refused, or when messages are missing.</summary>
    public async Task<HubSession> TakeAsync(IPAddress from)
    {
        var session = await HubSession.ConnectAsync(Url, from: from);
        try
        {
            if (Method is not null)
            {
                var answer = await session.CallAsync(Method, Argument);
                if (Messages > 0 && answer.GetProperty("messages").GetArrayLength() < Messages)
                {
                    throw new InvalidDataException($"The answer has {answer.GetProperty("messages").GetArrayLength()} messages where {Messages} are stored.");
                }
            }

            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }
}
