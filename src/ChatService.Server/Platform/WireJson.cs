using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatService.Server.Platform;

/// <summary>JSON as it stands on the wire: camelCase, enums in snake_case, times in UTC with a Z and milliseconds.</summary>
public static class WireJson
{
    /// <summary>Sets the options of HTTP and hubs alike.</summary>
    public static void Apply(JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.MaxDepth = 16;
        options.Converters.Add(new UtcTimes());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower));
    }

    private sealed class UtcTimes : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset().ToUniversalTime();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
        {
            // The round-trip form has a way of its own through the framework, many times as fast as a pattern; of its seven decimals three stay.
            Span<byte> text = stackalloc byte[28];
            value.UtcDateTime.TryFormat(text, out _, "O", System.Globalization.CultureInfo.InvariantCulture);
            text[23] = (byte)'Z';
            writer.WriteStringValue(text[..24]);
        }
    }
}
