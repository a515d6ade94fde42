using System.Text.Json;
using ChatService.Domain.AutoReplies;
using static ChatService.Domain.AutoReplies.AutoReplyTriggerKind;

namespace ChatService.Domain.Tests.AutoReplies;

public sealed class AutoReplyRuleTests
{
    private static readonly AutoReplyRule Fine = Shop.Rule(1, ConversationStarted);

    public static TheoryData<string, AutoReplyRule> Wrong { get; } = new()
    {
        { "id", Fine with { Id = Guid.Empty } },
        { "version", Fine with { Version = 0 } },
        { "name", Fine with { Name = " \n" } },
        { "name", Fine with { Name = new string('x', 121) } },
        { "trigger.kind", Fine with { Trigger = new AutoReplyTrigger((AutoReplyTriggerKind)99) } },
        { "trigger.seconds", Fine with { Trigger = new AutoReplyTrigger(WaitingFor) } },
        { "trigger.seconds", Fine with { Trigger = new AutoReplyTrigger(AgentSilentFor, 604_801) } },
        { "trigger.seconds", Fine with { Trigger = new AutoReplyTrigger(ConversationStarted, 5) } },
        { "keywords", Fine with { Trigger = new AutoReplyTrigger(Keyword) } },
        { "keywords", Fine with { Keywords = new KeywordMatch { Words = ["x"] } } },
        { "keywords.pattern", Fine with { Trigger = new AutoReplyTrigger(Keyword), Keywords = new KeywordMatch { Pattern = "(" } } },
        { "conditions.businessHours", Fine with { Trigger = new AutoReplyTrigger(OutsideHours), Conditions = new() { BusinessHours = BusinessHoursCondition.Open } } },
        { "conditions.businessHours", Fine with { Conditions = new() { BusinessHours = (BusinessHoursCondition)9 } } },
        { "conditions.priorities", Fine with { Conditions = new() { Priorities = [Priority.P0, (Priority)4] } } },
        { "conditions.languages", Fine with { Conditions = new() { Languages = ["english"] } } },
        { "conditions.customerLevels", Fine with { Conditions = new() { CustomerLevels = [""] } } },
        { "conditions.teamIds", Fine with { Conditions = new() { TeamIds = new Guid[101] } } },
        { "coolDownSeconds", Fine with { CoolDownSeconds = -1 } },
        { "coolDownSeconds", Shop.Rule(1, Keyword) with { OncePerConversation = false, CoolDownSeconds = 4 } },
        { "actions", Fine with { Actions = [] } },
        { "actions", Fine with { Actions = [.. Enumerable.Repeat(new AddTagAction("x"), 11)] } },
        { "actions", Fine with { Actions = [new HandToBotAction(), new HandToHumanAction()] } },
        { "actions", Fine with { Trigger = new AutoReplyTrigger(Closed), Actions = [new CloseAction()] } },
        { "actions[0]", Fine with { Actions = [new CloseAction(), new AddTagAction("x")] } },
        { "actions[0].priority", Fine with { Actions = [new SetPriorityAction((Priority)7)] } },
        { "actions[0].tag", Fine with { Actions = [new AddTagAction("")] } },
        { "actions[0].teamId", Fine with { Actions = [new AssignTeamAction(Guid.Empty)] } },
        { "actions[1].template.texts.en", Fine with { Actions = [new OfferCallbackAction(), new ReplyAction(Shop.Says("{{7*7}}"))] } },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void What_is_wrong_is_named_by_its_field(string field, AutoReplyRule rule) =>
        Assert.Equal(field, Assert.Single(rule.Validate()).Field);

    [Fact]
    public void A_fine_rule_has_no_complaints_and_several_wrongs_are_all_named()
    {
        Assert.Empty(Fine.Validate());
        Assert.Equal(["version", "name", "actions"], (Fine with { Version = -1, Name = "", Actions = [] }).Validate().Select(c => c.Field));
    }

    [Fact]
    public void A_set_leaves_out_what_cannot_be_used_and_keeps_the_rest_in_order()
    {
        var set = AutoReplyRuleSet.Create(
        [
            Shop.Rule(3, ConversationStarted),
            Shop.Rule(2, ConversationStarted) with { Order = 3 },
            Shop.Rule(1, Keyword) with { Keywords = new KeywordMatch { Pattern = "(" } },
            Shop.Rule(4, ConversationStarted) with { Enabled = false },
        ]);

        Assert.Equal([Shop.Id(2), Shop.Id(3)], set.Rules.Select(rule => rule.Id));
        var rejected = Assert.Single(set.Rejected);
        Assert.Equal(Shop.Id(1), rejected.Rule.Id);
        Assert.Equal("keywords.pattern", Assert.Single(rejected.Complaints).Field);
    }

    [Fact]
    public void Only_the_highest_version_of_a_rule_counts()
    {
        var set = Shop.Set(Fine with { Version = 2, Name = "new" }, Fine with { Name = "old" });
        Assert.Equal("new", Assert.Single(set.Rules).Name);

        Assert.Empty(Shop.Set(Fine, Fine with { Version = 2, Enabled = false }).Rules);
    }

    [Fact]
    public void A_rule_survives_being_stored_as_json()
    {
        foreach (var rule in DefaultAutoReplies.Create(Shop.Inbox))
        {
            var json = JsonSerializer.Serialize(rule, JsonSerializerOptions.Web);
            var back = JsonSerializer.Deserialize<AutoReplyRule>(json, JsonSerializerOptions.Web)!;

            Assert.Equal(json, JsonSerializer.Serialize(back, JsonSerializerOptions.Web));
            Assert.Equal(rule.Actions.Select(a => a.GetType()), back.Actions.Select(a => a.GetType()));
            Assert.Empty(back.Validate());
            Assert.Contains($"\"{rule.Trigger.Kind}\"", json, StringComparison.Ordinal);
        }
    }
}
