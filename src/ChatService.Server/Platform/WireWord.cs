using System.Collections.Frozen;
using System.Text.Json;

namespace ChatService.Server.Platform;

/// <summary>What an enum's value is called on the wire: its name in snake_case. Each word is made once, for every message has some.</summary>
public static class WireWord
{
    /// <summary>E.g. <c>first_response</c>.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum =>
        Words<T>.All.TryGetValue(value, out var word) ? word : Make(value);

    private static string Make<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static class Words<T>
        where T : struct, Enum
    {
        internal static readonly FrozenDictionary<T, string> All = Enum.GetValues<T>().Distinct().ToFrozenDictionary(value => value, Make);
    }
}
