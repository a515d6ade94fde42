namespace ChatService.Realtime;

/// <summary>The one place where group names are made.</summary>
public static class Audiences
{
    /// <summary>Agents who see every conversation.</summary>
    public const string AllInboxes = "inboxes";

    /// <summary>Supervisors and admins.</summary>
    public const string Supervisors = "supervisors";

    /// <summary>Every connection of one visitor in one inbox.</summary>
    public static string Visitor(Guid inboxId, Guid contactId) => $"visitor:{inboxId:N}:{contactId:N}";

    /// <summary>Every visitor of an inbox.</summary>
    public static string Visitors(Guid inboxId) => $"visitors:{inboxId:N}";

    /// <summary>Every connection of one agent.</summary>
    public static string Agent(Guid agentId) => $"agent:{agentId:N}";

    /// <summary>Agents who serve an inbox.</summary>
    public static string Inbox(Guid inboxId) => $"inbox:{inboxId:N}";

    /// <summary>Agents of a team.</summary>
    public static string Team(Guid teamId) => $"team:{teamId:N}";

    /// <summary>Agents who watch a conversation that is not theirs.</summary>
    public static string Watchers(Guid conversationId) => $"watch:{conversationId:N}";
}
