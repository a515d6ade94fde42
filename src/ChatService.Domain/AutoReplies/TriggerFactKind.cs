namespace ChatService.Domain.AutoReplies;

internal enum TriggerFactKind
{
    Started,
    Message,
    Timer,
    Closed,
}
