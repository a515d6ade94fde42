using ChatService.Domain.Routing;
using FsCheck;
using FsCheck.Fluent;

namespace ChatService.Domain.Tests.Routing;

/// <summary>Random scenarios out of few values, so that ties, full agents and alike conversations are common.</summary>
internal static class Scenarios
{
    private static readonly Guid[] Inboxes = [A.Shop, A.OtherShop];
    private static readonly Guid[] Teams = [A.Sales, A.Support];
    private static readonly RoutingRing[] RingsWithSibling =
        [.. RoutingRing.Defaults.Select(ring => ring.Scope == RingScope.SiblingTeams ? ring with { SiblingTeamIds = [A.Support] } : ring)];

    public static Arbitrary<Scenario> Any() => Arb.From(Scenario(Gen.Elements(Enum.GetValues<RoutingMode>())), scenario => scenario.Smaller());

    /// <summary>Every conversation is handed to one agent at most.</summary>
    public static Arbitrary<Scenario> OneAgentEach() =>
        Arb.From(Scenario(Gen.Elements(RoutingMode.OfferAccept, RoutingMode.AutoAccept)), scenario => scenario.Smaller());

    private static Gen<Scenario> Scenario(Gen<RoutingMode> mode) =>
        from conversations in Conversation().ListOf()
        from agents in Agent().ListOf()
        from shop in Settings(mode)
        from other in Settings(mode)
        select new Scenario(
            [.. conversations.Select((conversation, i) => conversation with { Id = A.Id(1000 + i) })],
            [.. agents.Take(12).Select((agent, i) => agent with
            {
                Id = A.Id(1 + i), HasOpenOffer = agent.HasOpenOffer || conversations.Any(c => c.Offers.Any(offer => offer.AgentId == A.Id(1 + i))),
            })],
            shop,
            other);

    private static Gen<QueuedConversation> Conversation() =>
        from waited in Gen.Choose(0, 12)
        from priority in Gen.Elements(Enum.GetValues<Priority>())
        from place in Place()
        from skills in Maybe([], new SkillLevel[] { new("refunds", 2) })
        from language in Gen.Elements(null, null, "en", "zh-CN")
        from owner in Gen.Choose(-10, 12)
        from last in Gen.Choose(-10, 12)
        from vip in Gen.Elements(true, false)
        from weight in Gen.Elements(0, 1, 1, 1, 1, 2, 3)
        from excluded in Gen.Choose(1, 12).ListOf()
        from offered in Gen.Elements(0, 0, 0, 0, 1, 5)
        from offeredIn in Gen.Choose(0, 3)
        select new QueuedConversation
        {
            Id = Guid.Empty,
            InboxId = place.Inbox,
            TeamId = place.Team,
            Priority = priority,
            EnqueuedAt = A.Now.AddSeconds(-3 * waited),
            RequiredSkills = skills,
            Language = language,
            OwnerAgentId = owner > 0 ? A.Id(owner) : null,
            LastAgentId = last > 0 ? A.Id(last) : null,
            IsVip = vip,
            Weight = weight,
            ExcludedAgentIds = [.. excluded.Take(3).Select(A.Id)],
            Offers = offered == 0 ? [] : [new(A.Id(offered), A.Now.AddSeconds(3), offeredIn)],
        };

    private static Gen<AgentSnapshot> Agent() =>
        from there in Gen.Choose(0, 9)
        from teams in Gen.SubListOf(Teams)
        from inboxes in Gen.SubListOf(Inboxes)
        from refunds in Gen.Choose(0, 3)
        from languages in Gen.SubListOf("en", "zh")
        from vip in Gen.Elements(true, false)
        from capacity in Gen.Choose(0, 4)
        from used in Gen.Choose(0, 5)
        from idle in Gen.Choose(0, 3)
        select new AgentSnapshot
        {
            Id = Guid.Empty,
            HasLiveLease = there != 0,
            Status = there == 1 ? AgentStatus.Away : AgentStatus.Available,
            NotResponding = there == 2,
            HasOpenOffer = there == 5,
            CoolDownUntil = there is 3 or 4 ? A.Now.AddSeconds(there - 3) : null,
            Teams = [.. teams],
            Inboxes = [.. inboxes],
            Skills = refunds == 0 ? [] : [new("refunds", refunds)],
            Languages = [.. languages],
            IsVipDesk = vip,
            CapacitySlots = capacity,
            UsedSlots = Math.Max(0, used - 3),
            IdleSince = A.Now.AddMinutes(-idle),
        };

    private static Gen<RoutingSettings> Settings(Gen<RoutingMode> modes) =>
        from mode in modes
        from comparators in Gen.Shuffle(Enum.GetValues<RoutingComparator>())
        from links in Gen.Choose(0, 7)
        from plain in Gen.Elements(true, false)
        from ringLimit in Gen.Choose(1, 4)
        select new RoutingSettings
        {
            Mode = mode,
            Comparators = plain ? RoutingSettings.DefaultComparators : [.. comparators.Take(links)],
            Rings = RingsWithSibling,
            RingAllLimit = ringLimit,
        };

    private static Gen<(Guid Inbox, Guid? Team)> Place() =>
        from inbox in Gen.Elements(Inboxes)
        from team in Gen.Elements<Guid?>(null, A.Sales, A.Support)
        select (inbox, team);

    private static Gen<T> Maybe<T>(T usual, T sometimes) => Gen.Elements(usual, usual, usual, sometimes);
}
