namespace ChatService.Realtime.Tests.MessagePack;

/// <summary>Spoils good bytes in the ways that bytes go wrong.</summary>
internal static class Mutation
{
    /// <summary>Heads that claim much, values at the ends of their widths, bytes that mean something.</summary>
    private static readonly byte[][] Interesting =
    [
        .. new[]
        {
            "dd ffffffff", "df ffffffff", "db ffffffff", "c6 ffffffff", "c9 ffffffff ff", "dc ffff", "de ffff", "da ffff", "c5 ffff", "c8 ffff 05", "dd 7fffffff", "df 80000000",
            "cf ffffffffffffffff", "d3 8000000000000000", "cb 7ff8000000000000", "ca 7f800000", "c7 0c ff 3b9aca00 7fffffffffffffff", "d6 ff ffffffff", "d7 ff ffffffffffffffff",
            "c0", "c1", "c2", "80", "90", "a0", "91 91 91 91 91 91 91 91 91 91 91 91 91 91 91 91 91 91 91 91", "a1 ff", "a2 c080", "a3 eda080", "81 a1 61 81 a1 61 81 a1 61 c0",
        }.Select(Protocols.Hex),
    ];

    public static byte[] Of(byte[] good, byte[] other, Random dice)
    {
        var bytes = new List<byte>(good);
        for (var times = dice.Next(1, 5); times > 0; times--)
        {
            var at = dice.Next(bytes.Count + 1);
            var length = dice.Next(Math.Min(32, bytes.Count - at) + 1);
            switch (dice.Next(8))
            {
                case 0 when at < bytes.Count:
                    bytes[at] ^= (byte)(1 << dice.Next(8));
                    break;
                case 1 when at < bytes.Count:
                    bytes[at] = (byte)dice.Next(256);
                    break;
                case 2:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 4:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 5:
                    bytes.InsertRange(at, other.Take(dice.Next(other.Length + 1)));
                    break;
                case 6:
                    bytes.RemoveRange(at, length);
                    bytes.InsertRange(at, Interesting[dice.Next(Interesting.Length)]);
                    break;
                default:
                    bytes.InsertRange(at, Interesting[dice.Next(Interesting.Length)]);
                    break;
            }
        }

        return [.. bytes];
    }
}
