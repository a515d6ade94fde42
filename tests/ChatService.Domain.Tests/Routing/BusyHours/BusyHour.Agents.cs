using ChatService.Domain.Conversations;
using ChatService.Domain.Routing;

namespace ChatService.Domain.Tests.Routing.BusyHours;

internal sealed partial class BusyHour
{
    private void Work(Colleague agent)
    {
        if (agent.ConnectedAt is null || agent.BackAt > now)
        {
            return;
        }

        if (agent.Asked is not null && agent.AnswersAt <= now)
        {
            Answer(agent.Asked);
        }

        if (agent.Serving.Count > 0)
        {
            Serve(agent);
        }
        else if (agent.Misses.NotResponding && Chance(30))
        {
            // Back from tea, and nothing in hand that could lift it: the button.
            agent.Misses = MissPolicy.StatusSet();
            agent.LetPass.Clear();
            dirty = true;
        }

        if (Chance(400))
        {
            agent.Status = agent.Status == AgentStatus.Available ? AgentStatus.Away : AgentStatus.Available;
            agent.Misses = MissPolicy.StatusSet();
            agent.LetPass.Clear();
            Withdraw(agent.Status == AgentStatus.Available ? null : agent.Asked);
            dirty = true;
        }
    }

    private void Answer(MadeOffer made)
    {
        var declines = Chance(12);
        var change = declines ? OfferRules.Decline(made.Offer, made.Agent.Id, now) : OfferRules.Accept(made.Offer, made.Agent.Id, now);
        Assert.True(change.IsAllowed, "An open offer could not be answered within its time.");
        if (declines)
        {
            Passed(made);
            Tally.Declined++;
            return;
        }

        End(made);
        made.Agent.AcceptedAt = now;
        Assign(made.Customer, made.Agent);
        Worked(made.Agent);
        Tally.Accepted++;
    }

    private void Serve(Colleague agent)
    {
        if (agent.SendsAt > now)
        {
            // Types: the open offer waits, and its running out is not a miss.
            agent.WorkedAt = agent.Asked is null ? agent.WorkedAt : now;
            agent.SeenWorking = now;
            Hold(agent);
            return;
        }

        agent.SendsAt = now.AddSeconds(random.Next(3, 40));
        var customer = agent.Serving[random.Next(agent.Serving.Count)];
        unanswered -= customer.AwaitsAnswer ? 1 : 0;
        customer.AwaitsAnswer = false;
        Worked(agent);
        if (--customer.AnswersLeft <= 0)
        {
            Close(customer);
        }
        else if (Chance(30))
        {
            HandOver(customer, agents[random.Next(agents.Count)]);
        }
    }

    private void HandOver(Customer customer, Colleague to)
    {
        if (to != customer.Agent && HandoverRules.Check(to.ConnectedAt is not null, to.Status, to.Misses.NotResponding) is null)
        {
            Assign(customer, to);
            dirty = true;
            Tally.HandedOver++;
        }
    }

    // As the server does in the transaction of the work itself.
    private void Worked(Colleague agent)
    {
        dirty |= agent.Misses.NotResponding;
        agent.Misses = MissPolicy.Worked();
        (agent.WorkedAt, agent.SeenWorking) = (now, now);
        agent.LetPass.Clear();
        Hold(agent);
    }

    private void Hold(Colleague agent)
    {
        if (agent.Asked is { } made && OfferClock.Hold(made.Offer, settings.OfferTimeoutSeconds, now) is { } until)
        {
            Assert.True(until > made.Offer.ExpiresAt, "A hold never shortens an offer.");
            made.Offer = made.Offer with { ExpiresAt = until };
            Tally.Held++;
        }
    }

    private void ExpireDue()
    {
        foreach (var made in agents.Select(a => a.Asked).OfType<MadeOffer>().Where(m => OfferRules.Expire(m.Offer, now).IsAllowed).ToList())
        {
            var agent = made.Agent;
            Assert.True(now - made.Offer.MadeAt <= TimeSpan.FromSeconds((3 * settings.OfferTimeoutSeconds) + 1), "A hold has a bound.");
            var before = agent.Misses;
            agent.Misses = MissPolicy.Expired(
                before, made.Offer.MadeAt, agent.WorkedAt, agent.ConnectedAt, settings.MissesBeforeNotResponding);
            Missed(agent, made, before);
            Passed(made);
        }
    }

    // Judged by what the test has seen, and not by what the rules were told.
    private void Missed(Colleague agent, MadeOffer made, MissState before)
    {
        if (agent.Misses == before)
        {
            return;
        }

        agent.LetPass.Add(made.Offer.MadeAt);
        Tally.Missed++;
        Assert.True(agent.ConnectedAt <= made.Offer.MadeAt, "A miss of an agent who was not there all the time.");
        Assert.False(agent.SeenWorking > made.Offer.MadeAt, "A miss beside work.");
        if (agent.Misses.NotResponding && !before.NotResponding)
        {
            Tally.Suspended++;
            // Work and a chosen status empty the list: all of them passed in a row.
            Assert.Equal(settings.MissesBeforeNotResponding, agent.LetPass.Count);
        }
    }

    private void Passed(MadeOffer made)
    {
        var (customer, agent) = (made.Customer, made.Agent);
        End(made);
        customer.Excluded = Exclusions.With(customer.Excluded, customer.LiftedAt, agent.Id, now);
        customer.ExcludedUntil = now + Exclusions.AskAgainAfter;
        agent.CoolDownUntil = now.AddSeconds(CoolDownSeconds);
        BackToQueue(customer);
    }

    private void Withdraw(MadeOffer? made)
    {
        if (made is null)
        {
            return;
        }

        Assert.True(OfferRules.Withdraw(made.Offer).IsAllowed);
        var before = made.Agent.Misses;
        End(made);
        BackToQueue(made.Customer);
        Assert.Equal(before, made.Agent.Misses);
        Tally.Withdrawn++;
    }

    private void End(MadeOffer made)
    {
        made.Customer.Offers.Remove(made);
        made.Agent.Asked = null;
        dirty = true;
    }

    private static void BackToQueue(Customer customer)
    {
        if (customer.State == ConversationState.Offered && customer.Offers.Count == 0)
        {
            customer.Move(ConversationState.Queued);
        }
    }
}
