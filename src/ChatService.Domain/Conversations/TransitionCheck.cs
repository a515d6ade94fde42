namespace ChatService.Domain.Conversations;

/// <summary>The answer to "may this conversation move to that state?".</summary>
public enum TransitionCheck
{
    /// <summary>The move is allowed.</summary>
    Allowed,

    /// <summary>It is in that state already: a repeated request, which changes nothing.</summary>
    AlreadyThere,

    /// <summary>There is no such move.</summary>
    NotAllowed,
}
