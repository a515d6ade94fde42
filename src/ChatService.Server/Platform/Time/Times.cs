namespace ChatService.Server.Platform;

/// <summary>Times are whole milliseconds everywhere, so that what is sent equals what is stored.</summary>
public static class Times
{
    /// <summary>Now, in whole milliseconds.</summary>
    public static DateTimeOffset Now(this TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
    }
}
