namespace ChatService.Contracts;

/// <summary>Every refusal a client can meet. The wire form is snake_case, see PROTOCOL.md §5.</summary>
public enum ErrorCode
{
    /// <summary>A field is missing, of a wrong type or out of range.</summary>
    InvalidArgument,
    /// <summary>The text is empty after trimming.</summary>
    MessageEmpty,
    /// <summary>The text is over its limit.</summary>
    MessageTooLong,
    /// <summary>Lone surrogates or control characters.</summary>
    InvalidUnicode,
    /// <summary>No log-in, or an ended one.</summary>
    Unauthenticated,
    /// <summary>E-mail or password is wrong.</summary>
    InvalidCredentials,
    /// <summary>The password is right; a code of the second factor is needed with it.</summary>
    SecondFactorRequired,
    /// <summary>The password is right and was made for one time: a new one is needed with it.</summary>
    PasswordChangeRequired,
    /// <summary>A visitor or connect token that we did not sign.</summary>
    TokenInvalid,
    /// <summary>A token whose time is over.</summary>
    TokenExpired,
    /// <summary>The identity's signature is wrong or old.</summary>
    IdentityRefused,
    /// <summary>The role may not do this.</summary>
    Forbidden,
    /// <summary>This website may not use this inbox or console.</summary>
    OriginRefused,
    /// <summary>There is no such thing, or it is not the caller's.</summary>
    NotFound,
    /// <summary>No enabled inbox has this key.</summary>
    InboxUnknown,
    /// <summary>Somebody else was first.</summary>
    Conflict,
    /// <summary>The offer was taken, withdrawn or has expired.</summary>
    OfferEnded,
    /// <summary>The conversation is closed for good.</summary>
    ConversationClosed,
    /// <summary>The conversation is not the caller's to answer.</summary>
    NotAssigned,
    /// <summary>The agent has no free slot.</summary>
    CapacityFull,
    /// <summary>The agent to whom a conversation is handed over is not there: disconnected, offline or not responding.</summary>
    AgentUnavailable,
    /// <summary>Over the size limit.</summary>
    TooLarge,
    /// <summary>Too many wrong passwords.</summary>
    LockedOut,
    /// <summary>Slow down.</summary>
    RateLimited,
    /// <summary>The store is away or the server is busy; nothing was changed; send again.</summary>
    Unavailable,
    /// <summary>Our fault.</summary>
    Internal,
}
