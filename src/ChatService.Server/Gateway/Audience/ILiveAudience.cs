namespace ChatService.Server.Gateway.Audience;

/// <summary>Connections of this node that hear something by a right which may end while they are open.</summary>
public interface ILiveAudience
{
    /// <summary>Ends every connection that hears more, or less, than the rights of now give it.</summary>
    void EndWhatIsNotAllowed();

    /// <summary>The rights cannot be read. Whoever could have lost one is cut off and may come back when they can be read.</summary>
    void RightsUnknown();
}
