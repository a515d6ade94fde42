using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ChatService.Server.Platform.Storage;

/// <summary>A time as whole milliseconds since 1970, UTC.</summary>
public sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
    time => time.ToUnixTimeMilliseconds(), value => DateTimeOffset.FromUnixTimeMilliseconds(value));
