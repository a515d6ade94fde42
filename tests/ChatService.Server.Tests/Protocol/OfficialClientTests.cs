using System.Diagnostics;
using ChatService.Testing;

namespace ChatService.Server.Tests.Protocol;

/// <summary>Somebody else's client, written by PROTOCOL.md alone: Microsoft's JavaScript client under node.</summary>
public sealed class OfficialClientTests(ITestOutputHelper output)
{
    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData("json")]
    [InlineData("messagepack")]
    public async Task The_official_javascript_client_holds_the_whole_conversation_by_the_protocol_alone(string wire)
    {
        await using var host = ChatHost.Start(settings: Roomy.Limits);
        var script = Path.Combine(Repository(), "tests", "ChatService.Server.Tests", "Protocol", "official-client.mjs");

        var (code, said) = await NodeAsync(script, host.Url.GetLeftPart(UriPartial.Authority), ChatHost.AdminEmail, ChatHost.AdminPassword, wire);

        output.WriteLine(said);
        Assert.True(code == 0, said);
        Assert.Contains(" checks, 0 mismatches", said, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Said)> NodeAsync(params string[] arguments)
    {
        using var node = Process.Start(new ProcessStartInfo("node", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (said, complained) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        try
        {
            await node.WaitForExitAsync().WaitAsync(AtMost);
        }
        catch (TimeoutException)
        {
            node.Kill(entireProcessTree: true);
            throw;
        }

        return (node.ExitCode, await complained + await said);
    }

    private static string Repository()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "ChatService.sln")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
