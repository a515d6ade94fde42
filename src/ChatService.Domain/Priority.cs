namespace ChatService.Domain;

/// <summary>How urgent a conversation is; P0 is served first.</summary>
public enum Priority
{
    P0 = 0,
    P1 = 1,
    P2 = 2,
    P3 = 3,
}
