using ChatService.Server.Features.Audit;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Features.Agents;

/// <summary>
/// What the audit trail keeps of log-ins. Only of accounts that exist: guesses at other addresses would let strangers fill the table. Of one account the lock bounds them.
/// </summary>
internal static class LogInAudit
{
    /// <summary>The row says from where; the browser's name is cut like a session's.</summary>
    public static void Succeeded(WriteScope scope, Agent agent, LogInSource source) => Record(scope, agent, "login", new { source.Address });

    /// <summary>A wrong password and, when it was one too many, the lock. A lock by strangers also stands at the agent, where admins see it.</summary>
    public static void Failed(WriteScope scope, Agent? agent, LogInSource source, LoginMisses.Locked locked)
    {
        if (agent is null)
        {
            return;
        }

        Record(scope, agent, "login_failed", new { source.Address });
        if (locked == LoginMisses.Locked.Nobody)
        {
            return;
        }

        Record(scope, agent, "locked", new { source.Address, For = locked == LoginMisses.Locked.Strangers ? "strangers" : "address" });
        if (locked == LoginMisses.Locked.Strangers)
        {
            agent.LockedUntil = scope.Now + LoginMisses.LockFor;
            scope.Tell(new SnapshotStale(typeof(Agent)));
        }
    }

    /// <summary>The agent's own doing.</summary>
    public static void LoggedOut(WriteScope scope, Agent agent) => Record(scope, agent, "logout", null);

    private static void Record(WriteScope scope, Agent agent, string action, object? details) =>
        AuditTrail.Record(scope, agent.Id, agent.Name, action, "agent", agent.Id, agent.Name, details is null ? null : new { }, details);
}
