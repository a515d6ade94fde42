namespace ChatService.Domain.AutoReplies;

/// <summary>Who did what happened. Only customers, agents and time set off auto-replies.</summary>
public enum FactAuthor
{
    /// <summary>The customer. A mail or message that declares itself automatic (Auto-Submitted, Precedence: bulk) is <see cref="Bot"/>, not this.</summary>
    Customer,

    /// <summary>A human agent.</summary>
    Agent,

    /// <summary>A bot, ours or theirs, and every auto-reply.</summary>
    Bot,

    /// <summary>The system itself.</summary>
    System,
}
