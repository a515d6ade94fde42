using static ChatService.Domain.AutoReplies.AutoReplyTriggerKind;

namespace ChatService.Domain.AutoReplies;

/// <summary>
/// The rules a new installation starts with, in English and Simplified Chinese. They promise nothing that the server does not do by itself. Ids are fixed, so several nodes that
/// seed at once mean the same rows.
/// </summary>
public static class DefaultAutoReplies
{
    private static readonly AutoReplyConditions Open = new() { BusinessHours = BusinessHoursCondition.Open };
    private static readonly AutoReplyConditions Closed = new() { BusinessHours = BusinessHoursCondition.Closed };

    private static readonly AutoReplyConditions Staffed = Open with { Desk = DeskCondition.Staffed };
    private static readonly AutoReplyConditions Empty = Open with { Desk = DeskCondition.Nobody };

    private static readonly KeywordMatch HumanWords = Words(
        "human", "real person", "live agent", "speak to someone", "talk to someone", "talk to a person", "representative",
        "人工", "转人工", "真人", "找客服", "人工客服");

    private static readonly KeywordMatch HoursWords = Words(
        "opening hours", "business hours", "working hours", "office hours", "are you open", "when do you open", "when are you open", "what time do you open",
        "营业时间", "上班时间", "工作时间", "几点上班", "几点下班", "几点开门", "什么时候上班");

    private static readonly KeywordMatch RefundWords = Words(
        "refund", "refunds", "refunded", "returns", "return it", "return this", "return my", "return an item", "return policy", "money back", "send it back", "exchange it",
        "退款", "退货", "退换", "换货", "退钱");

    private static readonly KeywordMatch OrderWords = Words(
        "order status", "my order", "track", "tracking", "parcel", "delivery", "shipment", "where is my order", "has it shipped",
        "订单", "物流", "快递", "发货", "包裹", "单号", "到哪了");

    // "12345678", "#1042", "AB-20931": long enough that a quantity or a year is none.
    internal const string OrderNumber = @"\d{5,}|#\s?\d{3,}|\b[a-z]{1,6}-?\d{4,}";

    private static readonly AutoReplyConditions NumberMissing = new() { Said = new(OrderNumber, Found: false) };
    private static readonly AutoReplyConditions NumberGiven = new() { Said = new(OrderNumber, Found: true) };

    /// <summary>The rules, in the order in which they are looked at.</summary>
    /// <param name="inboxId">The inbox they are for; every inbox when null.</param>
    public static IReadOnlyList<AutoReplyRule> Create(Guid? inboxId = null) =>
    [
        .. Arrivals().Concat(Keywords()).Concat(Waiting()).Concat(Answering()).Concat(Endings()).OrderBy(rule => rule.Order).Select(rule => inboxId is { } id
            ? rule with { Conditions = rule.Conditions with { InboxIds = [id] } }
            : rule),
    ];

    /// <summary>Rules that were split off an earlier one: the new rule and the one that it takes a part of.</summary>
    public static IReadOnlyDictionary<Guid, Guid> SplitFrom { get; } = new Dictionary<Guid, Guid>
    {
        [Id(13)] = Id(2), [Id(15)] = Id(3), [Id(16)] = Id(8), [Id(17)] = Id(7), [Id(18)] = Id(10),
    };

    private static IEnumerable<AutoReplyRule> Arrivals()
    {
        // Stops the rest: outside hours a welcome would promise a colleague who is not there.
        yield return Rule(1, 10, "Outside hours", OutsideHours, Reply(
            "Thanks for writing. Our team is away right now and back {{hours.next_opening|soon}}. Leave your question here, with an e-mail address if you like, and we'll answer as soon as we open.",
            "您好，现在是非工作时间，我们将在{{hours.next_opening|上班后}}恢复服务。请先留下您的问题，方便的话也留个邮箱或电话，上班后会尽快回复您。"))
            with { StopsOthers = true };
        yield return Rule(2, 90, "Welcome", ConversationStarted, Reply(
            "Hi {{contact.name|there}}, thanks for writing to {{inbox.name|us}}. We're finding a colleague for you; you'll see their name here when they join.",
            "您好，欢迎咨询{{inbox.name|本店}}。正在为您转接客服，接通后这里会显示客服的名字。"))
            with { Conditions = Staffed };
        yield return Rule(13, 89, "Nobody at the desk", ConversationStarted, Reply(
            "Thanks for writing. Nobody is at the desk right now. Leave an e-mail address or a number, and we'll get back to you as soon as somebody is.",
            "感谢您的留言，现在暂时没有客服在线。请留下邮箱或电话，客服上线后会尽快联系您。"),
            new OfferCallbackAction())
            with { Conditions = Empty };
    }

    private static IEnumerable<AutoReplyRule> Keywords()
    {
        yield return Rule(3, 20, "Asks for a human", Keyword, new HandToHumanAction(), Reply(
            "Of course. You're in line for a colleague now, and they will see everything you've written so far.",
            "好的，正在为您转接人工客服。您之前的留言客服都能看到，不用重复说明。"))
            with { Keywords = HumanWords, Conditions = Staffed, StopsOthers = true, OncePerConversation = false, CoolDownSeconds = 60 };
        yield return Rule(15, 22, "Asks for a human, nobody at the desk", Keyword, new HandToHumanAction(), Reply(
            "Nobody is at the desk right now. Your conversation is kept, and a colleague will answer here as soon as somebody is back. Leave an e-mail address or a number if you'd rather not wait.",
            "现在暂时没有客服在线。您的对话已保留，客服上线后会在这里回复您；不方便等待的话，可以留下邮箱或电话。"),
            new OfferCallbackAction())
            with { Keywords = HumanWords, Conditions = Empty, StopsOthers = true, OncePerConversation = false, CoolDownSeconds = 60 };
        yield return Rule(4, 21, "Asks for a human, outside hours", Keyword, new HandToHumanAction(), Reply(
            "Nobody is at the desk right now. Your conversation is in line, and a colleague will answer when we're back {{hours.next_opening|soon}}.",
            "现在客服不在线。您的对话已进入人工队列，客服将在{{hours.next_opening|上班后}}回复您。"))
            with { Keywords = HumanWords, Conditions = Closed, StopsOthers = true, OncePerConversation = false, CoolDownSeconds = 60 };
        yield return Rule(5, 30, "Opening hours", Keyword, Reply(
            "We're open right now. Tell us what you need, and a colleague will be with you here.",
            "现在是营业时间。请直接告诉我们您的问题，客服会在这里回复您。"))
            with { Keywords = HoursWords, Conditions = Open, StopsOthers = true };
        yield return Rule(6, 31, "Opening hours, while closed", Keyword, Reply(
            "We're closed right now and back {{hours.next_opening|soon}}. You can leave your question here at any time.",
            "现在已过营业时间，我们将在{{hours.next_opening|上班后}}恢复服务。您可以随时在这里留言。"))
            with { Keywords = HoursWords, Conditions = Closed, StopsOthers = true };
        yield return Rule(7, 40, "Refund or return", Keyword, new AddTagAction("refund"), Reply(
            "We can help with a refund or return. Send your order number and what went wrong, and a colleague will go through your options with you.",
            "退款退货可以在这里办理。请发来订单号和原因，客服会为您说明可选的处理方式。"))
            with { Keywords = RefundWords, Conditions = NumberMissing, StopsOthers = true };
        yield return Rule(17, 41, "Refund or return, order number given", Keyword, new AddTagAction("refund"), Reply(
            "We can help with a refund or return. A colleague will look at your order and go through your options with you here.",
            "退款退货可以在这里办理。客服会查看您的订单，并在这里为您说明可选的处理方式。"))
            with { Keywords = RefundWords, Conditions = NumberGiven, StopsOthers = true };
        yield return Rule(8, 50, "Order status", Keyword, new AddTagAction("order"), Reply(
            "A colleague will look up your order. Send your order number here, and it will go faster.",
            "客服会为您查询订单和物流。请把订单号发在这里，查起来会更快。"))
            with { Keywords = OrderWords, Conditions = NumberMissing, StopsOthers = true };
        yield return Rule(16, 51, "Order status, order number given", Keyword, new AddTagAction("order"), Reply(
            "Thank you. A colleague will look up your order and answer you here.",
            "好的，客服会为您查询订单和物流，并在这里回复您。"))
            with { Keywords = OrderWords, Conditions = NumberGiven, StopsOthers = true };
    }

    private static IEnumerable<AutoReplyRule> Waiting()
    {
        // Off: the widget shows the place in one line that moves. For channels without such a line it can be switched on.
        yield return Rule(9, 100, "Still searching", WaitingFor, 15, Reply(
            "Still finding the right colleague for you. Your place in line: {{queue.position|kept}}. There's no need to write again; they will see your message.",
            "还在为您寻找合适的客服，您的排队位置：{{queue.position|已保留}}。不用重复发送，客服接通后就能看到您的留言。"))
            with { Conditions = Staffed, Enabled = false };
        yield return Rule(10, 110, "Apology and call-back", WaitingFor, 30, Reply(
            "Sorry to keep you waiting. Stay here and you keep your place, or leave a number or an e-mail address and we'll get back to you.",
            "抱歉让您久等了。您可以继续等待，排队位置会为您保留；也可以留下电话或邮箱，我们主动联系您。"),
            new OfferCallbackAction())
            with { Conditions = Staffed };
    }

    private static IEnumerable<AutoReplyRule> Answering()
    {
        // Off: the SLA policy asks for these words when an agent who has the conversation is late.
        yield return Rule(18, 111, "Apology, with an agent", AgentSilentFor, 30, Reply(
            "Sorry to keep you waiting. {{agent.name|A colleague}} has your message and will answer here.",
            "抱歉让您久等了。{{agent.name|客服}}已收到您的消息，会尽快在这里回复您。"))
            with { Enabled = false };
    }

    private static IEnumerable<AutoReplyRule> Endings()
    {
        yield return Rule(11, 120, "Customer is silent", CustomerSilentFor, 600, Reply(
            "Are you still with us? No rush: your conversation stays here, and you can go on whenever it suits you.",
            "您还在吗？不着急，对话会为您保留，方便的时候在这里继续就好。"));
        // Thanks only: the card under it says how to go on, and knows whether that reopens this conversation or starts a new one.
        yield return Rule(12, 130, "Closing thanks", AutoReplyTriggerKind.Closed, Reply("Thank you for talking with us.", "感谢您的咨询。"));
    }

    private static AutoReplyRule Rule(int number, int order, string name, AutoReplyTriggerKind kind, params AutoReplyAction[] actions) =>
        Rule(number, order, name, kind, 0, actions);

    private static AutoReplyRule Rule(int number, int order, string name, AutoReplyTriggerKind kind, int seconds, params AutoReplyAction[] actions) => new()
    {
        Id = Id(number),
        Name = name,
        Order = order,
        Trigger = new AutoReplyTrigger(kind, seconds),
        Actions = actions,
    };

    private static Guid Id(int number) => new($"5eed0000-0000-4000-8000-0000000001{number:00}");

    private static ReplyAction Reply(string english, string chinese) => new(new ReplyTemplate
    {
        Texts = new Dictionary<string, string> { ["en"] = english, ["zh-CN"] = chinese },
    });

    private static KeywordMatch Words(params string[] words) => new() { Words = words };
}
