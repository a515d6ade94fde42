using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ChatService.Server.Platform.Storage;

/// <summary>A moment, in whole milliseconds as on the other engine and on the wire, without the offset that somebody's clock had.</summary>
public sealed class UtcTime() : ValueConverter<DateTimeOffset, DateTimeOffset>(
    time => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds()), value => value);
