using System.Buffers.Text;
using System.Globalization;
using System.Text;
using ChatService.Domain;

namespace ChatService.Server.Features.ConversationApi;

/// <summary>The place of a row in a list ordered by time and id, within a priority where the list is ordered by it. On the wire it is opaque.</summary>
public sealed record PageCursor(DateTimeOffset At, Guid Id, Priority? Priority = null)
{
    /// <summary>As text for a URL.</summary>
    public override string ToString() =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{At.ToUnixTimeMilliseconds()}.{Id:N}{Suffix}")));

    private string Suffix => Priority is { } priority ? $".{(int)priority}" : string.Empty;

    /// <summary>False for anything that is not one of ours.</summary>
    public static bool TryParse(string? text, out PageCursor? cursor)
    {
        cursor = null;
        if (string.IsNullOrEmpty(text) || text.Length > 100 || !Base64Url.IsValid(text))
        {
            return string.IsNullOrEmpty(text);
        }

        var parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)).Split('.');
        if (parts.Length is not (2 or 3)
            || !long.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var ms)
            || ms < DateTimeOffset.MinValue.ToUnixTimeMilliseconds() || ms > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            || !Guid.TryParseExact(parts[1], "N", out var id))
        {
            return false;
        }

        Priority? priority = null;
        if (parts.Length == 3)
        {
            if (!int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || !Enum.IsDefined((Priority)number))
            {
                return false;
            }

            priority = (Priority)number;
        }

        cursor = new PageCursor(DateTimeOffset.FromUnixTimeMilliseconds(ms), id, priority);
        return true;
    }
}
