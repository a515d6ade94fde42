namespace ChatService.Testing;

/// <summary>A private directory that goes with the test.</summary>
public sealed class TempDirectory : IDisposable
{
    /// <summary>Where it is.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("chatservice-test-").FullName;

    public void Dispose()
    {
        TestStore.Forget(Path);
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A killed server's files may be let go a moment later; the system cleans its temporary files.
        }
    }
}
