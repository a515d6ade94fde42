using System.Text.Json.Serialization;

namespace ChatService.Domain.AutoReplies;

/// <summary>When a rule is looked at.</summary>
/// <param name="Kind">The kind of moment.</param>
/// <param name="Seconds">How long, for the three kinds that wait: 1 s to 7 days. 0 for the others.</param>
public sealed record AutoReplyTrigger(AutoReplyTriggerKind Kind, int Seconds = 0)
{
    /// <summary>A week; later than that nobody is at the other end.</summary>
    public const int MaxSeconds = 7 * 24 * 3600;

    /// <summary>True for the kinds that need a durable timer.</summary>
    [JsonIgnore]
    public bool NeedsTimer => Kind
        is AutoReplyTriggerKind.WaitingFor or AutoReplyTriggerKind.AgentSilentFor or AutoReplyTriggerKind.CustomerSilentFor;

    /// <summary>True for the kinds that one customer message after another may set off.</summary>
    [JsonIgnore]
    public bool IsSetOffByMessages => Kind is AutoReplyTriggerKind.Keyword or AutoReplyTriggerKind.OutsideHours;

    [JsonIgnore]
    internal TimeSpan After => TimeSpan.FromSeconds(Seconds);
}
