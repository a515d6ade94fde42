namespace ChatService.LoadTests.Scenarios.Table;

/// <summary>One scenario with its options. They may follow from what was measured before; null: it cannot run without that.</summary>
public sealed record Step(string Name, IScenario Scenario, int Repeats, Func<Results, TimeSpan, string?> Arguments)
{
    public Step(string name, IScenario scenario, int repeats, string arguments)
        : this(name, scenario, repeats, (_, _) => arguments)
    {
    }

    /// <summary>Begun when this step begins, for one that comes later: for steps that leave the machine almost idle.</summary>
    public Action<TimeSpan, Progress>? Meanwhile { get; init; }
}
