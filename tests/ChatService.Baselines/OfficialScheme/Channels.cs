namespace ChatService.Baselines.OfficialScheme;

/// <summary>The names in Redis.</summary>
internal static class Channels
{
    public const string All = "hub:all";

    public static string Connection(string id) => $"hub:connection:{id}";

    public static string Group(string name) => $"hub:group:{name}";

    public static string User(string id) => $"hub:user:{id}";
}
