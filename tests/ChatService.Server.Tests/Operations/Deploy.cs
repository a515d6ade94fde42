namespace ChatService.Server.Tests.Operations;

/// <summary>The directory deploy/ as it ships.</summary>
internal static class Deploy
{
    private static readonly Lazy<string> Root = new(Find);

    /// <summary>A file, by its path below deploy/.</summary>
    public static string Text(string name) => File.ReadAllText(Path.Combine(Root.Value, name));

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Path.Combine(folder.FullName, "deploy") is var deploy && File.Exists(Path.Combine(deploy, "compose.yaml")))
            {
                return deploy;
            }
        }

        throw new InvalidOperationException("deploy/ is not above the tests.");
    }
}
