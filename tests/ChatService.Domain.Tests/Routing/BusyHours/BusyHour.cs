using ChatService.Domain.Conversations;
using ChatService.Domain.Routing;

namespace ChatService.Domain.Tests.Routing.BusyHours;

/// <summary>
/// One hour of an inbox with more customers than hands, second by second, through the rules that the server uses: planner, rings, offer clock,
/// offer rules, miss policy, exclusions, hand-over and state table. Planned only when something happened or at the wake-up that was promised.
/// </summary>
internal sealed partial class BusyHour
{
    private const int GraceSeconds = 15;
    private const int CoolDownSeconds = 5;

    private readonly Random random;
    private readonly RoutingSettings settings;
    private readonly List<Colleague> agents = [];
    private readonly List<Customer> customers = [];
    private readonly int arrivalEverySeconds;
    private DateTimeOffset now = A.Now;
    private DateTimeOffset? wakeUp;
    private bool dirty = true;
    private int nextId;

    // Kept up with each move, as dashboards keep them, and compared with a recount after each second.
    private int queued;
    private int inHand;
    private int unanswered;

    public BusyHour(int seed)
    {
        random = new Random(seed);
        arrivalEverySeconds = random.Next(6, 60);
        settings = RoutingSettings.Default with
        {
            Mode = random.Next(10) switch { 0 => RoutingMode.RingAll, 1 => RoutingMode.AutoAccept, _ => RoutingMode.OfferAccept },
            OfferTimeoutSeconds = random.Next(4) == 0 ? random.Next(3, 60) : RoutingSettings.Default.OfferTimeoutSeconds,
            MissesBeforeNotResponding = random.Next(1, 4),
        };
        for (var i = random.Next(1, 8); i > 0; i--)
        {
            agents.Add(new Colleague(A.Id(++nextId), random.Next(1, 6)) { ConnectedAt = now, IdleSince = now });
        }
    }

    /// <summary>How often what the test is about happened: a run in which it never does proves nothing.</summary>
    public Tally Tally { get; } = new();

    public void Play()
    {
        for (var second = 0; second < 3600; second++)
        {
            now = now.AddSeconds(1);
            Customers();
            ExpireDue();
            foreach (var agent in agents)
            {
                Presence(agent);
                Work(agent);
            }

            if (dirty || wakeUp <= now)
            {
                Plan();
            }

            Check();
        }
    }

    private bool Chance(int oneIn) => random.Next(oneIn) == 0;

    private void Customers()
    {
        if (Chance(arrivalEverySeconds))
        {
            customers.Add(new Customer(A.Id(100_000 + ++nextId), now, random.Next(20, 400)) { AnswersLeft = random.Next(1, 6) });
            (queued, unanswered, dirty) = (queued + 1, unanswered + 1, true);
        }

        foreach (var customer in customers.Where(c => c.IsWaiting && c.LeavesAt <= now).ToList())
        {
            Close(customer);
            Tally.Left++;
        }

        foreach (var customer in customers.Where(c => c.Agent is not null && !c.AwaitsAnswer))
        {
            if (Chance(20))
            {
                customer.AwaitsAnswer = true;
                unanswered++;
            }
        }
    }

    private void Presence(Colleague agent)
    {
        if (agent.ConnectedAt is not null && Chance(600))
        {
            // A reload is back at once, a lost network later than the grace now and then.
            agent.ConnectedAt = null;
            agent.ReconnectsAt = now.AddSeconds(Chance(2) ? random.Next(1, 3) : random.Next(5, 60));
            (agent.LeaseUntil, dirty) = (now.AddSeconds(GraceSeconds), true);
        }

        if (agent.LeaseUntil <= now)
        {
            Lose(agent);
        }

        if (agent.ReconnectsAt <= now)
        {
            (agent.ConnectedAt, agent.LeaseUntil, agent.ReconnectsAt, dirty) = (now, null, null, true);
        }

        if (Chance(900))
        {
            agent.BackAt = now.AddSeconds(random.Next(30, 300));
        }
    }

    private void Lose(Colleague agent)
    {
        agent.LeaseUntil = null;
        Withdraw(agent.Asked);
        foreach (var customer in agent.Serving.ToList())
        {
            agent.Serving.Remove(customer);
            customer.Agent = null;
            customer.Move(ConversationState.Queued);
            (customer.RingStartedAt, customer.Excluded, customer.ExcludedUntil) = (now, [], null);
            (queued, inHand, dirty) = (queued + 1, inHand - 1, true);
        }

        Tally.Lost++;
    }

    private void Plan()
    {
        var waiting = customers.Where(c => c.IsWaiting).ToDictionary(c => c.Id);
        var snapshot = Snapshot();
        var plan = RoutingPlanner.Plan(snapshot, settings, now);
        foreach (var decision in plan.Decisions)
        {
            foreach (var id in decision.AgentIds)
            {
                Give(waiting[decision.ConversationId], agents.Single(a => a.Id == id), decision);
            }
        }

        var lift = waiting.Values.Where(c => c.Excluded.Count > 0 && c.LiftedAt > now).Min(c => (DateTimeOffset?)c.LiftedAt);
        var next = RoutingPlanner.NextWakeUp(Snapshot(), InboxRoutingSettings.Same(settings), now);
        (wakeUp, dirty) = (next is null || lift < next ? lift ?? next : next, false);
    }

    private RoutingSnapshot Snapshot() =>
        new([.. customers.Where(c => c.IsWaiting).Select(c => c.ToQueued(now))], [.. agents.Select(a => a.ToSnapshot())]);

    private void Give(Customer customer, Colleague agent, RoutingDecision decision)
    {
        Assert.True(agent.Used < agent.Capacity, "Routing exceeded a capacity.");
        Assert.True(agent.ConnectedAt is not null && !agent.Misses.NotResponding);
        if (decision.OfferExpiresAt is not { } until)
        {
            Assign(customer, agent);
            return;
        }

        Assert.Null(agent.Asked);
        var offer = new Offer { Id = A.Id(900_000 + ++nextId), ConversationId = customer.Id, AgentId = agent.Id, MadeAt = now, ExpiresAt = until };
        var made = new MadeOffer(offer, customer, agent, decision.Explanation.Ring);
        customer.Offers.Add(made);
        customer.Move(ConversationState.Offered);
        (agent.Asked, agent.AnswersAt) = (made, now.AddSeconds(random.Next(1, Chance(4) ? 60 : 10)));
        Tally.Offers++;
        Tally.Parallel += customer.Offers.Count > 1 ? 1 : 0;
    }

    private void Assign(Customer customer, Colleague agent)
    {
        if (customer.Agent is { } before)
        {
            before.Serving.Remove(customer);
        }
        else
        {
            (queued, inHand) = (queued - 1, inHand + 1);
        }

        customer.Move(ConversationState.Active);
        (customer.Agent, agent.IdleSince) = (agent, now);
        agent.Serving.Add(customer);
        customer.Offers.ToList().ForEach(Withdraw);
        agent.SendsAt = now.AddSeconds(random.Next(3, 25));
    }

    private void Close(Customer customer)
    {
        customer.Offers.ToList().ForEach(Withdraw);
        (queued, inHand) = (queued - (customer.IsWaiting ? 1 : 0), inHand - (customer.Agent is null ? 0 : 1));
        unanswered -= customer.AwaitsAnswer ? 1 : 0;
        customer.Move(ConversationState.Closed);
        if (customer.Agent is { } agent)
        {
            agent.Serving.Remove(customer);
            agent.IdleSince = now;
        }

        customers.Remove(customer);
        dirty = true;
    }
}
