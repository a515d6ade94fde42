namespace ChatService.Testing;

/// <summary>Settings for tests that are no test of limits: one test does in a second what a person does in a day.</summary>
public static class Roomy
{
    /// <summary>Every limit far away.</summary>
    public static IReadOnlyDictionary<string, string> Limits { get; } = new Dictionary<string, string>
    {
        ["Limits:LoginPerMinute"] = "100000",
        ["Limits:AccountLinksPerMinute"] = "100000",
        ["Limits:WidgetSessionPerMinute"] = "100000",
        ["Limits:AgentPerMinute"] = "100000",
        ["Limits:VisitorMessagesPer10Seconds"] = "100000",
        ["Limits:TypingPerSecond"] = "100000",
        ["Limits:VisitorConversationsPerHour"] = "100000",
        ["Limits:VisitorWritesPer10Seconds"] = "1000000",
        ["Limits:VisitorLinesPer10Seconds"] = "1000000",
        ["Limits:VisitorRatingsPerHour"] = "1000000",
        ["Limits:AddressWritesPer10Seconds"] = "1000000",
        ["Limits:AddressLinesPer10Seconds"] = "1000000",
        ["Limits:AddressConversationsPer15Minutes"] = "1000000",
        ["Limits:AddressWaitingPerInbox"] = "1000000",
        ["Limits:AgentCallsPer10Seconds"] = "1000000",
        ["Limits:AgentStatusesPer10Seconds"] = "1000000",
        ["Admission:MaxConnections"] = "100000",
        ["Admission:ConnectsPerSecond"] = "100000",
        ["Admission:SocketsPerAddress"] = "100000",
    };
}
