using ChatService.Domain.Routing;

namespace ChatService.Domain.Tests.Routing.BusyHours;

/// <summary>What happened in an hour.</summary>
internal sealed record Tally
{
    public int Offers { get; set; }

    /// <summary>Offers made while the conversation was open at another agent.</summary>
    public int Parallel { get; set; }
    public int Accepted { get; set; }
    public int Declined { get; set; }
    public int Missed { get; set; }
    public int Withdrawn { get; set; }
    public int Held { get; set; }
    public int Suspended { get; set; }
    public int HandedOver { get; set; }
    public int Lost { get; set; }
    public int Left { get; set; }

    public static Tally operator +(Tally a, Tally b) => new()
    {
        Offers = a.Offers + b.Offers,
        Parallel = a.Parallel + b.Parallel,
        Accepted = a.Accepted + b.Accepted,
        Declined = a.Declined + b.Declined,
        Missed = a.Missed + b.Missed,
        Withdrawn = a.Withdrawn + b.Withdrawn,
        Held = a.Held + b.Held,
        Suspended = a.Suspended + b.Suspended,
        HandedOver = a.HandedOver + b.HandedOver,
        Lost = a.Lost + b.Lost,
        Left = a.Left + b.Left,
    };
}

internal sealed partial class BusyHour
{
    // After every second, planned or not: so it fails as well when the promised wake-up is too late.
    private void Check()
    {
        CheckOffers();
        CheckNobodyWaitsBesideAFreeAgent();
        Assert.Equal(customers.Count(c => c.IsWaiting), queued);
        Assert.Equal(customers.Count(c => c.Agent is not null), inHand);
        Assert.Equal(agents.Sum(a => a.Serving.Count), inHand);
        Assert.Equal(customers.Count(c => c.AwaitsAnswer), unanswered);
        Assert.Equal(customers.Count, queued + inHand);
    }

    private void CheckOffers()
    {
        var open = customers.SelectMany(c => c.Offers).ToList();
        Assert.Distinct(open.Select(made => made.Agent.Id));
        Assert.Equal(agents.Count(a => a.Asked is not null), open.Count);
        Assert.All(open, made => Assert.True(made.Customer.IsWaiting));
    }

    private void CheckNobodyWaitsBesideAFreeAgent()
    {
        // By the test's own count, and before the rules are asked: most seconds of a busy hour have nobody with a free hand.
        var free = agents.Where(a => a.ConnectedAt is not null && a.Asked is null && a.Used < a.Capacity).Select(a => a.ToSnapshot()).ToList();
        if (free.Count == 0)
        {
            return;
        }

        foreach (var customer in customers)
        {
            if (customer.IsWaiting && customer.Offers.Count == 0)
            {
                var waiting = customer.ToQueued(now);
                Assert.False(
                    free.Exists(agent => AgentEligibility.Check(waiting, agent, settings, now) is null), "A customer waits while a suitable agent is free.");
            }
        }
    }
}
