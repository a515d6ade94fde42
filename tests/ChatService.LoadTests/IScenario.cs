using ChatService.LoadTests.Report;

namespace ChatService.LoadTests;

/// <summary>Something that can be measured. It ends what it has started.</summary>
public interface IScenario
{
    /// <summary>On the command line.</summary>
    string Name { get; }

    /// <summary>One line for the usage.</summary>
    string Purpose { get; }

    /// <summary>Besides <c>--out</c> and <c>--repeats</c>.</summary>
    IReadOnlyList<Option> Options { get; }

    /// <summary>One repeat.</summary>
    Task<Run> RunAsync(Options options, Progress progress);
}
