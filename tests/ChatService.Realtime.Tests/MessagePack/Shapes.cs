using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatService.Realtime.Tests.MessagePack;

/// <summary>Types as an application may have them.</summary>
public static class Shapes
{
    public enum Colour
    {
        DarkRed,
        Blue,
    }

    public interface INamed
    {
        string Name { get; }
    }

    public readonly record struct Pair(int Left, int Right);

    public sealed record Lenient(int A, int B = 7, string? C = "there")
    {
        public int Later { get; init; } = 5;
    }

    public sealed record Wanted : INamed
    {
        public required string Name { get; init; }
    }

    public sealed record Holder(IReadOnlyList<object> Items);

    public sealed class Chain
    {
        public Chain? Next { get; set; }
    }

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
    [JsonDerivedType(typeof(Circle), "circle")]
    public record Shape;

    public sealed record Circle(int Radius) : Shape;

    public sealed record Odd
    {
        [JsonIgnore]
        public string? Secret { get; init; }

        [JsonPropertyName("other_name")]
        public int Renamed { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Maybe { get; init; }

        public Colour? Colour { get; init; }

        public Shape? Shape { get; init; }

        [JsonConverter(typeof(NumberInText))]
        public string? Text { get; init; }

        [JsonExtensionData]
        public Dictionary<string, JsonElement>? More { get; init; }
    }

    public sealed class NumberInText : JsonConverter<string>
    {
        public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetInt32().ToString(CultureInfo.InvariantCulture);

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteNumberValue(int.Parse(value, CultureInfo.InvariantCulture));
    }
}
