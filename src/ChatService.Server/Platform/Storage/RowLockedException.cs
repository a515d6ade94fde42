using ChatService.Server.Platform.Errors;

namespace ChatService.Server.Platform.Storage;

/// <summary>Unavailable, and only because somebody else holds one row: what has nothing to do with that row can be done now.</summary>
public sealed class RowLockedException() : RefusedException(Refusal.Unavailable);
