namespace ChatService.Domain.Sla;

/// <summary>What is done before a target is missed, or when it was.</summary>
public enum SlaAction
{
    /// <summary>Tell the agent who holds the conversation or its offer.</summary>
    WarnAgent,

    /// <summary>Offer the conversation to more agents than before.</summary>
    WidenRouting,

    /// <summary>Tell the supervisors.</summary>
    AlertSupervisor,

    /// <summary>Raise the priority by one.</summary>
    RaisePriority,

    /// <summary>Send the customer an honest automatic line; it never counts as a response.</summary>
    AutoReply,

    /// <summary>Offer the customer to be called back.</summary>
    OfferCallback,

    /// <summary>Tell the configured receivers outside the product.</summary>
    Notify,
}
