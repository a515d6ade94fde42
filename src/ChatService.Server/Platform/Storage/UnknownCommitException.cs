using ChatService.Server.Platform.Errors;

namespace ChatService.Server.Platform.Storage;

/// <summary>The connection broke while the commit was under way, and the database does not (yet) show it. Only work that recognises what it has done before may run again.</summary>
public sealed class UnknownCommitException() : RefusedException(Refusal.Unavailable);
