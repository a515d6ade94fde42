namespace ChatService.Server.Features.Agents;

/// <summary>Counts a wrong password of a real agent; the last one allowed locks.</summary>
internal static class LogInMiss
{
    public static void Count(Agent agent, DateTimeOffset now)
    {
        if (++agent.FailedLogins >= LoginMisses.Most)
        {
            (agent.FailedLogins, agent.LockedUntil) = (0, now + LoginMisses.LockFor);
        }
    }
}
