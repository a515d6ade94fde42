using System.Reflection;
using ChatService.Contracts;

namespace ChatService.Realtime.Tests.MessagePack;

/// <summary>Values of any contract type, made with dice: every text, absent what may be absent, lists of a few.</summary>
internal static class Sample
{
    private static readonly NullabilityInfoContext Nullability = new();

    private static readonly string[] Words =
    [
        string.Empty, "a", "Where is my order?", "我的订单在哪里？", "😀👍🏽", "\"quoted\" \\ / \b\f\n\r\t\0\u001e\u007f", "<script>&amp;'</script>", "\ufffe\uffff\u2028",
        new string('x', 31), new string('x', 32), new string('客', 85), new string('é', 128), new string('x', 8_000),
    ];

    /// <summary>Every record that hubs take or give, and every one inside those.</summary>
    public static IReadOnlyList<Type> Contracts { get; } =
        [.. typeof(Message).Assembly.GetExportedTypes().Where(type => type is { IsClass: true, IsAbstract: false }).OrderBy(type => type.Name, StringComparer.Ordinal)];

    public static object? Of(Type type, Random dice)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return dice.Next(3) == 0 ? null : Of(inner, dice);
        }

        return type switch
        {
            _ when type == typeof(string) => Words[dice.Next(Words.Length)],
            _ when type == typeof(bool) => dice.Next(2) == 0,
            _ when type == typeof(int) => (int)Number(dice, 31),
            _ when type == typeof(long) => Number(dice, 63),
            _ when type == typeof(Guid) => MakeGuid(dice),
            _ when type == typeof(DateTimeOffset) => DateTimeOffset.UnixEpoch.AddMilliseconds(dice.NextInt64(4_000_000_000_000)),
            _ when type == typeof(object) => Anything(dice),
            _ when type.IsGenericType => Collection(type, dice),
            _ => Record(type, dice),
        };
    }

    private static object Record(Type type, Random dice)
    {
        var constructor = type.GetConstructors().MaxBy(c => c.GetParameters().Length)!;
        var made = constructor.Invoke([.. constructor.GetParameters().Select(p => MayBeNull(Nullability.Create(p), dice) ? null : Of(p.ParameterType, dice))]);
        if (constructor.GetParameters().Length == 0)
        {
            foreach (var property in type.GetProperties().Where(p => p.SetMethod is not null))
            {
                property.SetValue(made, MayBeNull(Nullability.Create(property), dice) ? null : Of(property.PropertyType, dice));
            }
        }

        return made;
    }

    private static bool MayBeNull(NullabilityInfo info, Random dice) => info.ReadState == NullabilityState.Nullable && dice.Next(3) == 0;

    private static object Collection(Type type, Random dice)
    {
        var item = type.GetGenericArguments()[^1];
        var count = dice.Next(10) == 0 ? 20 : dice.Next(4);
        if (type.GetGenericArguments().Length == 2)
        {
            var map = (System.Collections.IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), item))!;
            for (var i = 0; i < count; i++)
            {
                map[Words[i % Words.Length]] = Of(item, dice);
            }

            return map;
        }

        var list = Array.CreateInstance(item, count);
        for (var i = 0; i < count; i++)
        {
            list.SetValue(Of(item, dice), i);
        }

        return dice.Next(2) == 0 ? list : Activator.CreateInstance(typeof(List<>).MakeGenericType(item), list)!;
    }

    private static object Anything(Random dice) => dice.Next(6) switch
    {
        0 => Number(dice, 63),
        1 => Words[dice.Next(Words.Length)],
        2 => dice.Next(2) == 0,
        3 => Math.Round(dice.NextDouble() * 1_000, 3) + 0.0005,
        4 => new Dictionary<string, object?> { ["id"] = MakeGuid(dice), ["sizes"] = new List<object?> { 1, 2.5, null, "x" }, ["none"] = null },
        _ => new { Name = Words[dice.Next(Words.Length)], CreatedAt = DateTimeOffset.UnixEpoch, Inner = new { Ok = true } },
    };

    // Every magnitude is as likely as every other.
    private static long Number(Random dice, int bits)
    {
        var value = (long)((ulong)dice.NextInt64(long.MinValue, long.MaxValue) >> 1) >> (63 - dice.Next(0, bits + 1));
        return dice.Next(2) == 0 ? value : -value;
    }

    private static Guid MakeGuid(Random dice)
    {
        var bytes = new byte[16];
        dice.NextBytes(bytes);
        return new Guid(bytes);
    }
}
