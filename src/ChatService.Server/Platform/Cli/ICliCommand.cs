namespace ChatService.Server.Platform.Cli;

/// <summary>A command of the server's command line that works on the prepared store and does not serve.</summary>
public interface ICliCommand
{
    /// <summary>The word after the program's name.</summary>
    string Name { get; }

    /// <summary>Its options, e.g. <c>--email EMAIL</c>.</summary>
    string Usage { get; }

    /// <summary>The names of the options it takes.</summary>
    IReadOnlyList<string> Options { get; }

    /// <summary>False for a command that wants the schema and no first rows.</summary>
    bool WantsFirstStart => true;

    /// <summary>Does it. The answer is the exit code: 0 done, 1 refused, 2 wrong usage.</summary>
    Task<int> RunAsync(IReadOnlyDictionary<string, string> options, CliOutput output, CancellationToken cancellationToken);
}

/// <summary>Where a command writes.</summary>
public sealed record CliOutput(TextWriter Out, TextWriter Error);
