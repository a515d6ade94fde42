namespace ChatService.Server.Platform.Admission;

/// <summary>Endpoint metadata of a hub: whose it is.</summary>
public sealed record HubSide(Side Side);

/// <summary>On which side of the desk a socket is.</summary>
public enum Side
{
    /// <summary>A visitor's.</summary>
    Visitor,

    /// <summary>An agent's: let in before visitors.</summary>
    Agent,
}
