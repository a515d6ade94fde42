namespace ChatService.BrowserTests.Screenshots;

/// <summary>Who is in the pictures and what they say.</summary>
public sealed record Talk(
    string AgentName, string ColleagueName, string CustomerName, string Question, string Answer, string Reply, string Note, string Draft, string Praise, string Skill, IReadOnlyList<(string Name, string Says)> Others)
{
    /// <summary>In one language.</summary>
    public static Talk In(string locale) => locale == "zh-CN" ? Chinese : English;

    /// <summary>An automatic reply for the editor.</summary>
    public object Rule => new
    {
        name = Skill,
        enabled = false,
        order = 500,
        trigger = new { type = "keyword" },
        conditions = new { hours = "any" },
        keywords = new { words = new[] { Skill } },
        actions = new object[] { new { type = "require_skill", value = $"{Skill}:3" }, new { type = "set_priority", value = "P1" }, new { type = "reply", texts = new Dictionary<string, string> { ["en"] = Answer, ["zh-CN"] = Answer } } },
        oncePerConversation = true,
    };

    private static Talk English { get; } = new(
        "Ada Moreau",
        "Jonas Feldt",
        "Priya Raman",
        "Hi! My order HH-20419 says delivered, but the lamp is not here. Could you check with the courier? https://example.com/track/HH-20419",
        "Hello Priya, I'm sorry about that. I can see it was left at the parcel shop on Mill Lane at 11:42.",
        "Oh, that is just around the corner. Can somebody else pick it up for me?",
        "Second missed delivery this month; offer free express next time.",
        "Yes: they need the pick-up code I'm sending you now,",
        "Quick and kind, and the lamp was where she said.",
        "courier claims",
        [
            ("Tom Baker", "Is the linen cushion cover washable?"),
            ("Marie-Claire Dubois-Fontaine", "I'd like to return the walnut tray, it arrived with a scratch along the whole side."),
            ("Kenji", "Can I still change the delivery address of my order?"),
            ("Olu Adeyemi", "Do you deliver to the islands?"),
        ]);

    private static Talk Chinese { get; } = new(
        "林晓",
        "陈建国",
        "王雨桐",
        "您好，订单 HH-20419 显示已签收，但我没有收到台灯，能帮我问一下快递吗？https://example.com/track/HH-20419",
        "雨桐您好，非常抱歉。我查到包裹今天 11:42 放在了磨坊路的驿站。",
        "哦，就在楼下拐角。可以请家人帮我去取吗？",
        "本月第二次未送达，下次可为客户免费升级加急。",
        "可以的，我现在把取件码发给您，",
        "回复很快，台灯果然在驿站。",
        "快递理赔",
        [
            ("赵敏", "亚麻靠垫的外套可以机洗吗？"),
            ("欧阳明月", "胡桃木托盘收到时侧面有一条很长的划痕，想申请退货，运费由谁承担？"),
            ("小李", "订单的收货地址还能修改吗？"),
            ("Kenji", "请问可以配送到海岛吗？"),
        ]);
}
