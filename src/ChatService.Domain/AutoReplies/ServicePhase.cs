namespace ChatService.Domain.AutoReplies;

/// <summary>Who has the conversation, as far as auto-replies care. Coarser than the conversation's state.</summary>
public enum ServicePhase
{
    /// <summary>The bot answers.</summary>
    Bot,

    /// <summary>Queued or offered: no agent has it yet.</summary>
    Waiting,

    /// <summary>An agent has it, whoever is to write next.</summary>
    WithAgent,

    /// <summary>Put aside by an agent until later.</summary>
    Snoozed,

    /// <summary>In wrap-up or closed.</summary>
    Closed,
}
