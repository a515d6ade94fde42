namespace ChatService.BrowserTests.Kit;

/// <summary>One page under watch: its picture and its log are kept when the story fails.</summary>
public sealed class Evidence(string who, IPage page)
{
    private readonly List<string> log = [];

    /// <summary>Where pictures and logs of failed stories go.</summary>
    public static string Folder { get; } = Path.Combine(Root(), "TestResults", "browser");

    /// <summary>Filled by <see cref="Complaints.Watch"/>.</summary>
    public ICollection<string> Log => log;

    /// <summary>Saves both; a page that is gone has a log only.</summary>
    public async Task SaveAsync(string story)
    {
        Directory.CreateDirectory(Folder);
        var name = Path.Combine(Folder, $"{story}.{who}");
        lock (log)
        {
            File.WriteAllLines($"{name}.log", log);
        }

        if (!page.IsClosed)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = $"{name}.png" });
        }
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ChatService.sln")))
            {
                return folder.FullName;
            }
        }

        return AppContext.BaseDirectory;
    }
}
