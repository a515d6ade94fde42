namespace ChatService.Server.Platform.Admission;

/// <summary>On which side of the desk a socket is.</summary>
public enum Side
{
    /// <summary>A visitor's.</summary>
    Visitor,

    /// <summary>An agent's: let in before visitors.</summary>
    Agent,
}
