namespace ChatService.BrowserTests.Kit;

/// <summary>What people read on the screens, in one language: written down here once more, so that a lost or swapped text fails.</summary>
public sealed record Words
{
    public required string OpenChat { get; init; }
    public required string Greeting { get; init; }
    public required string YourMessage { get; init; }
    public required string YouAreNext { get; init; }
    public required string Connecting { get; init; }
    public required string FindingSomeone { get; init; }
    public required string SorryToWait { get; init; }
    public required string PlaceIsKept { get; init; }
    public required string BeforeYou { get; init; }
    public required string HereWithYou { get; init; }
    public required string Read { get; init; }
    public required string HasJoined { get; init; }
    public required string FindingSomeoneElse { get; init; }
    public required string HandedOver { get; init; }
    public required string ConnectionLost { get; init; }
    public required string NobodyAtTheDesk { get; init; }
    public required string LeaveNumber { get; init; }
    public required string WasItSolved { get; init; }
    public required string SolvedYes { get; init; }
    public required string Solved { get; init; }
    public required string Rating5 { get; init; }
    public required string RatingComment { get; init; }
    public required string RatingSend { get; init; }
    public required string RatingThanks { get; init; }
    public required string CloseChat { get; init; }

    public required string Email { get; init; }
    public required string Password { get; init; }
    public required string NewPassword { get; init; }
    public required string SecondFactor { get; init; }
    public required string SignIn { get; init; }
    public required string MyStatus { get; init; }
    public required string Available { get; init; }
    public required string Away { get; init; }
    public required string Suspended { get; init; }
    public required string Offer { get; init; }
    public required string OfferSeconds { get; init; }
    public required string Accept { get; init; }
    public required string Decline { get; init; }
    public required string TakeAfterAll { get; init; }
    public required string OfferRanOut { get; init; }
    public required string NotResponding { get; init; }
    public required string IAmHere { get; init; }
    public required string MessageTo { get; init; }
    public required string Send { get; init; }
    public required string Reply { get; init; }
    public required string PrivateNote { get; init; }
    public required string WhisperTo { get; init; }
    public required string QueueTab { get; init; }
    public required string MineTab { get; init; }
    public required string AllTab { get; init; }
    public required string Search { get; init; }
    public required string Take { get; init; }
    public required string TakeOver { get; init; }
    public required string Transfer { get; init; }
    public required string TransferTo { get; init; }
    public required string TransferNote { get; init; }
    public required string HandedOverToYou { get; init; }
    public required string Close { get; init; }
    public required string Undo { get; init; }
    public required string Reopen { get; init; }
    public required string AnswerFirst { get; init; }
    public required string FinishWrapUp { get; init; }
    public required string ClosedAsResolved { get; init; }
    public required string OfferedNotAccepted { get; init; }
    public required string NobodyFree { get; init; }
    public required string WallAvailable { get; init; }
    public required string WallAway { get; init; }
    public required string SetStatusOf { get; init; }
    public required string Breaches { get; init; }
    public required string AddSkill { get; init; }
    public required string SkillLevel { get; init; }
    public required string SkillAtLeast { get; init; }
    public required string RemoveSkill { get; init; }
    public required string SkillNumber { get; init; }
    public required string IgnoreSkills { get; init; }
    public required string Save { get; init; }
    public required string Saved { get; init; }
    public required string LinkLost { get; init; }
    public required string IsDueIn { get; init; }
    public required string WasMissed { get; init; }
    public required string Question { get; init; }
    public required string Answer { get; init; }

    /// <summary>The words of a language.</summary>
    public static Words Of(string locale) => locale == "zh-CN" ? Chinese : English;

    private static Words English { get; } = new()
    {
        OpenChat = "Open chat",
        Greeting = "Hello, how can we help?",
        YourMessage = "Your message",
        YouAreNext = "You are next",
        Connecting = "Connecting…",
        FindingSomeone = "Finding someone for you…",
        SorryToWait = "Sorry to keep you waiting. Your place is kept.",
        PlaceIsKept = "you keep your place",
        BeforeYou = "{0} before you",
        HereWithYou = "here with you",
        Read = "Read",
        HasJoined = "{0} has joined",
        FindingSomeoneElse = "We are finding someone else for you",
        HandedOver = "{0} handed you over to {1}",
        ConnectionLost = "Connection lost. Your messages are kept and will be sent.",
        NobodyAtTheDesk = "Nobody is at the desk right now",
        LeaveNumber = "Leave a number or e-mail",
        WasItSolved = "Was it solved?",
        SolvedYes = "Yes",
        Solved = "Solved",
        Rating5 = "Very good",
        RatingComment = "What went well? (optional)",
        RatingSend = "Send",
        RatingThanks = "Thank you for telling us.",
        CloseChat = "Close the chat",
        Email = "E-mail",
        Password = "Password",
        NewPassword = "New password",
        SecondFactor = "Second factor",
        SignIn = "Sign in",
        MyStatus = "My status: {0}",
        Available = "Available",
        Away = "Away",
        Suspended = "You let several offers pass",
        Offer = "Offer",
        OfferSeconds = @"^\d+ s$",
        Accept = "Accept",
        Decline = "Decline",
        TakeAfterAll = "Take it after all",
        OfferRanOut = "You did not answer the offer of",
        NotResponding = "You let several offers pass, so no more are sent to you.",
        IAmHere = "I am here",
        MessageTo = "^Message to ",
        Send = "Send",
        Reply = "Reply",
        PrivateNote = "Private note",
        WhisperTo = "Whisper to {0}",
        QueueTab = "Queue",
        MineTab = "Mine",
        AllTab = "All",
        Search = "Search",
        Take = "Take",
        TakeOver = "Take over",
        Transfer = "Transfer",
        TransferTo = "Transfer to…",
        TransferNote = "Note for the colleague (the customer never sees it)",
        HandedOverToYou = "Handed over to you",
        Close = "Close",
        Undo = "Undo",
        Reopen = "Reopen",
        AnswerFirst = "Answer first",
        FinishWrapUp = "Finish wrap-up",
        ClosedAsResolved = "Closed as resolved",
        OfferedNotAccepted = "Offered, not accepted",
        NobodyFree = "In the queue, nobody free",
        WallAvailable = "Available",
        WallAway = "Away",
        SetStatusOf = "Set the status of {0}",
        Breaches = "Breaches in the last hour",
        AddSkill = "Add a skill",
        SkillLevel = "At least at level",
        SkillAtLeast = "{0} (level {1} or higher)",
        RemoveSkill = "Remove the skill {0}",
        SkillNumber = "Skill {0}",
        IgnoreSkills = "Ignore skills",
        Save = "Save",
        Saved = "Saved",
        LinkLost = "Connection lost. You can read and write; messages are kept and go out by themselves.",
        IsDueIn = "First response is due in",
        WasMissed = "First response was missed",
        Question = "Do you have the walnut tray in a smaller size?",
        Answer = "Yes, we have it in 30 cm. Shall I put one aside?",
    };

    private static Words Chinese { get; } = new()
    {
        OpenChat = "打开在线客服",
        Greeting = "您好，请问有什么可以帮您？",
        YourMessage = "您的消息",
        YouAreNext = "下一位就是您",
        Connecting = "正在连接…",
        FindingSomeone = "正在为您转接客服…",
        SorryToWait = "抱歉让您久等了，排队位置会为您保留。",
        PlaceIsKept = "排队位置会为您保留",
        BeforeYou = "前面还有 {0} 位",
        HereWithYou = "正在为您服务",
        Read = "已读",
        HasJoined = "{0} 已接入对话",
        FindingSomeoneElse = "正在为您转接其他客服",
        HandedOver = "{0} 已将您转接给 {1}",
        ConnectionLost = "网络已断开。您的消息已保存，恢复后会自动发送。",
        NobodyAtTheDesk = "暂时没有客服在线",
        LeaveNumber = "留下电话或邮箱",
        WasItSolved = "您的问题解决了吗？",
        SolvedYes = "已解决",
        Solved = "已解决",
        Rating5 = "非常满意",
        RatingComment = "哪些地方让您满意？（选填）",
        RatingSend = "提交",
        RatingThanks = "感谢您的反馈。",
        CloseChat = "关闭窗口",
        Email = "邮箱",
        Password = "密码",
        NewPassword = "新密码",
        SecondFactor = "两步验证",
        SignIn = "登录",
        MyStatus = "我的状态：{0}",
        Available = "在线",
        Away = "离开",
        Suspended = "您连续错过了几次派单",
        Offer = "派单",
        OfferSeconds = @"^\d+ 秒$",
        Accept = "接入",
        Decline = "拒绝",
        TakeAfterAll = "还是由我接待",
        OfferRanOut = "您没有回应",
        NotResponding = "您连续错过了几次派单，系统已暂停向您派单。",
        IAmHere = "我在",
        MessageTo = "^发给 .* 的消息$",
        Send = "发送",
        Reply = "回复",
        PrivateNote = "内部备注",
        WhisperTo = "悄悄话给 {0}",
        QueueTab = "排队",
        MineTab = "我的",
        AllTab = "全部",
        Search = "搜索",
        Take = "接入",
        TakeOver = "接管",
        Transfer = "转接",
        TransferTo = "转接给…",
        TransferNote = "给同事的备注（客户看不到）",
        HandedOverToYou = "转接给您",
        Close = "关闭",
        Undo = "撤销",
        Reopen = "重新打开",
        AnswerFirst = "先回复",
        FinishWrapUp = "结束整理",
        ClosedAsResolved = "已关闭并标记为已解决",
        OfferedNotAccepted = "已派单，未接入",
        NobodyFree = "排队中，无人可接",
        WallAvailable = "在线",
        WallAway = "离开",
        SetStatusOf = "设置 {0} 的状态",
        Breaches = "最近一小时超时",
        AddSkill = "添加技能",
        SkillLevel = "最低等级",
        SkillAtLeast = "{0}（{1} 级及以上）",
        RemoveSkill = "移除技能{0}",
        SkillNumber = "技能 {0}",
        IgnoreSkills = "不限技能",
        Save = "保存",
        Saved = "已保存",
        LinkLost = "连接已断开。您仍可阅读和书写，消息会保存并自动发出。",
        IsDueIn = "首次响应还剩",
        WasMissed = "首次响应已超时",
        Question = "胡桃木托盘有小一号的吗？",
        Answer = "有的，还有 30 厘米的，要帮您留一个吗？",
    };
}
