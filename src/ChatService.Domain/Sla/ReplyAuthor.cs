namespace ChatService.Domain.Sla;

/// <summary>Who wrote a line.</summary>
public enum ReplyAuthor
{
    /// <summary>The customer.</summary>
    Customer,

    /// <summary>A human at the desk.</summary>
    HumanAgent,

    /// <summary>A bot or an auto-reply.</summary>
    Bot,

    /// <summary>The system itself.</summary>
    System,
}
