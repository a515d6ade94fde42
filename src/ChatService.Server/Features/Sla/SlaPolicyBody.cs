using System.Text.Json.Serialization;

namespace ChatService.Server.Features.Sla;

/// <summary>A policy on the wire, in and out; see PROTOCOL.md §4. On the way in anything may be absent: the check says so.</summary>
public sealed record SlaPolicyBody
{
    public Guid? Id { get; init; }
    public string? Name { get; init; }

    /// <summary>Null: every inbox.</summary>
    public Guid? InboxId { get; init; }

    /// <summary>Null: every team.</summary>
    public Guid? TeamId { get; init; }
    public TargetsBody? Targets { get; init; }
    public IReadOnlyList<StepBody?>? Steps { get; init; }

    /// <summary>Names as in PROTOCOL.md, e.g. <c>alert_supervisor</c>.</summary>
    public IReadOnlyList<string?>? BreachActions { get; init; }

    /// <summary>The version that was read; needed to change it.</summary>
    public int? Version { get; init; }
}

/// <summary>Targets by metric.</summary>
public sealed record TargetsBody(PrioritySeconds? FirstResponse, PrioritySeconds? NextResponse, PrioritySeconds? Resolution);

/// <summary>Whole seconds of business time for each priority; null: no timer runs.</summary>
public sealed record PrioritySeconds(
    [property: JsonPropertyName("P0")] int? P0,
    [property: JsonPropertyName("P1")] int? P1,
    [property: JsonPropertyName("P2")] int? P2,
    [property: JsonPropertyName("P3")] int? P3);

/// <summary>Seconds after the start of a first-response timer of normal priority (P2); other targets stretch it in proportion.</summary>
public sealed record StepBody(int? AtSeconds, string? Action);
