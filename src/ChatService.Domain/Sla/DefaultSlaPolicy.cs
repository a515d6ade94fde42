namespace ChatService.Domain.Sla;

/// <summary>The promise a new installation makes: a human answer within 30 seconds, and action before the 30th.</summary>
internal static class DefaultSlaPolicy
{
    private static readonly TimeSpan Promise = TimeSpan.FromSeconds(30);

    public static SlaPolicy Make()
    {
        // P3 can wait: two minutes keep the desk free for the others.
        var reply = new PriorityTargets(Promise, Promise, Promise, TimeSpan.FromSeconds(120));

        // "A senior within 30 min" for complaints: not resolved by then, the supervisors are told.
        var resolution = new PriorityTargets(P1: TimeSpan.FromMinutes(30));
        return new SlaPolicy
        {
            Id = new Guid("5a000000-0000-4000-8000-000000000030"),
            Version = 1,
            Name = "Answer within 30 seconds",
            Targets = new SlaTargets(reply, reply, resolution),
            Steps =
            [
                new SlaStep(SlaAction.AlertSupervisor) { After = TimeSpan.Zero, Metric = SlaMetric.FirstResponse, Priority = Priority.P0 },
                .. ReplyStep(SlaAction.WarnAgent, 15),
                .. ReplyStep(SlaAction.WidenRouting, 15),
                .. ReplyStep(SlaAction.AlertSupervisor, 22),
            ],
            BreachActions =
            [
                new(SlaAction.AlertSupervisor),
                // The priority stays as it is: the clock is red already, and after one bad minute everything would be "high".
                // An apology for every late line of a running talk would be noise; the first answer is the one promised.
                new(SlaAction.AutoReply, SlaMetric.FirstResponse),
                new(SlaAction.OfferCallback, SlaMetric.FirstResponse),
            ],
        };
    }

    private static IEnumerable<SlaStep> ReplyStep(SlaAction action, int seconds) =>
        new[] { SlaMetric.FirstResponse, SlaMetric.NextResponse }.Select(metric =>
            new SlaStep(action) { After = TimeSpan.FromSeconds(seconds), ForTarget = Promise, Metric = metric });
}
