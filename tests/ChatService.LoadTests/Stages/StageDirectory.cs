using ChatService.Testing;

namespace ChatService.LoadTests.Stages;

/// <summary>A private directory that goes with its stage.</summary>
public sealed class StageDirectory : IAsyncDisposable
{
    private readonly TempDirectory directory = new();

    /// <summary>Where it is.</summary>
    public string Path => directory.Path;

    public ValueTask DisposeAsync()
    {
        directory.Dispose();
        return ValueTask.CompletedTask;
    }
}
