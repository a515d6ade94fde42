namespace ChatService.Domain.AutoReplies;

/// <summary>The canned replies a new installation starts with, in English and Simplified Chinese. Ids are fixed, so several nodes that seed at once mean the same rows.</summary>
public static class DefaultCannedReplies
{
    /// <summary>The replies, in the order of a conversation.</summary>
    public static IReadOnlyList<CannedReply> Create() =>
    [
        Reply(1, "/hi", "Greeting", "问候",
            "Hi {{contact.name|there}}, this is {{agent.name|the support team}}. How can I help you today?",
            "您好，我是{{agent.name|客服}}，很高兴为您服务。请问有什么可以帮您？"),
        Reply(2, "/order", "Ask for the order number", "询问订单号",
            "Could you send me your order number? You'll find it in the confirmation e-mail and under \"My orders\".",
            "麻烦提供一下订单号，在确认邮件或“我的订单”里可以找到。"),
        Reply(3, "/check", "I will check", "稍等查询",
            "Thank you. Let me look into this; please stay with me for a moment, I'll be right back with an answer.",
            "好的，我马上为您查询，请稍等片刻，查到后立即回复您。"),
        Reply(4, "/refund", "Refund policy", "退款说明",
            "You can ask for a refund or return here. Send me the order number and the reason; once it's approved, the money goes back the way you paid, and I'll tell you when to expect it.",
            "退款退货可以直接在这里申请。请告诉我订单号和原因，审核通过后款项会原路退回，到账时间我会告诉您。"),
        Reply(5, "/ship", "Shipping time", "配送时间",
            "Delivery time depends on the item and your address. Tell me the order number or the city, and I'll give you the date for it.",
            "配送时间要看商品和收货地址。告诉我订单号或所在城市，我为您查预计送达日期。"),
        Reply(6, "/sorry", "Apology", "致歉",
            "I'm sorry about the trouble this has caused you. I'll look after it now and tell you each next step.",
            "很抱歉给您带来了不便。我现在就为您处理，每一步进展都会告诉您。"),
        Reply(7, "/transfer", "Transfer notice", "转接说明",
            "A colleague knows this better than I do, so I'm handing you over now. They can see our conversation; you won't have to explain it again.",
            "这个问题由专门的同事处理更合适，我现在为您转接。对方能看到我们的聊天记录，您不用再说一遍。"),
        Reply(8, "/bye", "Goodbye", "结束语",
            "Glad I could help. If anything else comes up, just write here. Have a good day, {{contact.name|and take care}}.",
            "很高兴能帮到您。之后有任何问题，随时在这里联系我们，祝您生活愉快。"),
    ];

    private static CannedReply Reply(int number, string shortcut, string title, string chineseTitle, string text, string chineseText) => new()
    {
        Id = new Guid($"5eed0000-0000-4000-8000-0000000002{number:00}"),
        Shortcut = shortcut,
        Titles = new Dictionary<string, string> { ["en"] = title, ["zh-CN"] = chineseTitle },
        Template = new ReplyTemplate { Texts = new Dictionary<string, string> { ["en"] = text, ["zh-CN"] = chineseText } },
    };
}
