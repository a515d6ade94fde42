using Microsoft.AspNetCore.SignalR;

namespace ChatService.Testing;

/// <summary>Refusals of hub calls: the framework puts a sentence before ours.</summary>
public static class Refused
{
    private const string Marker = "HubException: ";

    /// <summary>The code of the refusal (PROTOCOL.md §5); throws when the call went through or failed without a code.</summary>
    public static async Task<string> RefusalAsync(this Task call)
    {
        ArgumentNullException.ThrowIfNull(call);
        try
        {
            await call.Soon();
        }
        catch (HubException exception)
        {
            return CodeOf(exception);
        }

        throw new InvalidOperationException("The call was not refused.");
    }

    /// <summary>The code of a hub error.</summary>
    public static string CodeOf(HubException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var text = TextOf(exception);
        var colon = text.IndexOf(": ", StringComparison.Ordinal);
        return colon > 0 && text[..colon].All(c => c is '_' || char.IsAsciiLetterLower(c))
            ? text[..colon]
            : throw new InvalidOperationException("A refusal without a code: " + exception.Message);
    }

    /// <summary><c>code: text</c>.</summary>
    public static string TextOf(HubException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var marker = exception.Message.LastIndexOf(Marker, StringComparison.Ordinal);
        return marker < 0 ? exception.Message : exception.Message[(marker + Marker.Length)..];
    }
}
