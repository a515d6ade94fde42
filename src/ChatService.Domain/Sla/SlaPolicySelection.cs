namespace ChatService.Domain.Sla;

/// <summary>Finds the policy for a conversation.</summary>
public static class SlaPolicySelection
{
    /// <summary>
    /// The most specific policy that matches, or null. More given parts win; then inbox before team before priority; then the lower id,
    /// and of one id the higher version. The order of the list does not matter.
    /// </summary>
    public static SlaPolicy? Choose(IEnumerable<SlaPolicy> policies, Guid? inboxId, Guid? teamId, Priority priority) => policies
        .Where(policy => policy.Scope.Matches(inboxId, teamId, priority))
        .OrderByDescending(policy => Specificity(policy.Scope))
        .ThenBy(policy => policy.Id)
        .ThenByDescending(policy => policy.Version)
        .FirstOrDefault();

    private static int Specificity(SlaScope scope)
    {
        var (inbox, team, priority) = (scope.InboxId is null ? 0 : 1, scope.TeamId is null ? 0 : 1, scope.Priority is null ? 0 : 1);
        return ((inbox + team + priority) * 8) + (inbox * 4) + (team * 2) + priority;
    }
}
