using System.Xml.Linq;

namespace ChatService.Server.Tests.Architecture;

public sealed class ArchitectureTests
{
    private static readonly string Root = FindRoot();

    [Fact]
    public void Rooms_use_only_what_stands_below_them()
    {
        var files = SourceFiles();
        Assert.True(files.Count > 200, $"only {files.Count} files were looked at");
        Assert.Empty(Rooms.Complaints(files));
    }

    [Theory]
    [InlineData("src/ChatService.Server/Features/Sla/X.cs", "using ChatService.Server.Features.Routing;")]
    [InlineData("src/ChatService.Server/Features/Routing/X.cs", "ChatService.Server.Features.AutoReplies.Rules.Of(1);")]
    [InlineData("src/ChatService.Server/Features/Inboxes/X.cs", "using ChatService.Server.Features.Conversations;")]
    [InlineData("src/ChatService.Server/Features/Unknown/X.cs", "using ChatService.Server.Features.Agents;")]
    [InlineData("src/ChatService.Server/Features/Conversations/X.cs", "using ChatService.Server.Gateway;")]
    [InlineData("src/ChatService.Server/Platform/Storage/X.cs", "using ChatService.Server.Features.Agents;")]
    [InlineData("src/ChatService.Server/Gateway/X.cs", "using Microsoft.EntityFrameworkCore;")]
    [InlineData("src/ChatService.Domain/X.cs", "using Microsoft.EntityFrameworkCore;")]
    [InlineData("src/ChatService.Server/Platform/X.cs", "using StackExchange.Redis;")]
    public void A_line_that_goes_the_wrong_way_is_seen(string path, string text) =>
        Assert.NotEmpty(Rooms.Complaints([new SourceFile(path, text)]));

    [Theory]
    [InlineData("ChatService.Contracts", "")]
    [InlineData("ChatService.Domain", "")]
    [InlineData("ChatService.Realtime", "")]
    [InlineData("ChatService.Server", "ChatService.Contracts,ChatService.Domain,ChatService.Realtime")]
    public void Projects_reference_only_what_the_design_allows(string project, string allowed) =>
        Assert.Equal(allowed.Split(',', StringSplitOptions.RemoveEmptyEntries), References(project));

    [Fact]
    public void Contracts_and_domain_use_no_package()
    {
        foreach (var project in new[] { "ChatService.Contracts", "ChatService.Domain" })
        {
            Assert.Empty(Project(project).Descendants("PackageReference"));
            Assert.Empty(Project(project).Descendants("FrameworkReference"));
        }
    }

    [Fact]
    public void The_domain_has_no_clock_no_io_and_no_tasks()
    {
        string[] banned = ["TimeProvider", "System.IO", "File.", "Task<", "Task ", "async ", "HttpClient", "Stopwatch"];
        var seen = SourceFiles().Where(f => f.Path.StartsWith("src/ChatService.Domain/", StringComparison.Ordinal))
            .SelectMany(f => Code(f.Text).SelectMany(line => banned.Where(b => line.Contains(b, StringComparison.Ordinal)).Select(b => $"{f.Path}: {b}: {line.Trim()}")));
        Assert.Empty(seen);
    }

    // Comments may speak of tasks and files.
    private static IEnumerable<string> Code(string text) =>
        text.Split('\n').Select(line => line.TrimStart()).Where(line => !line.StartsWith("//", StringComparison.Ordinal)).Select(line => line.Split("//")[0]);

    private static List<string> References(string project) =>
        [.. Project(project).Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/'))).Order(StringComparer.Ordinal)];

    private static XDocument Project(string name) => XDocument.Load(Path.Combine(Root, "src", name, name + ".csproj"));

    private static List<SourceFile> SourceFiles() =>
        [.. Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Select(path => (Full: path, Path: Path.GetRelativePath(Root, path).Replace('\\', '/')))
            .Where(file => !file.Path.Contains("/obj/", StringComparison.Ordinal) && !file.Path.Contains("/bin/", StringComparison.Ordinal))
            .Select(file => new SourceFile(file.Path, File.ReadAllText(file.Full)))];

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "ChatService.sln")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new InvalidOperationException("The repository's root was not found above the test's directory.");
    }
}
