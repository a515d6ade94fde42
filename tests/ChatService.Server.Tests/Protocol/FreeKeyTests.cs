using System.Diagnostics;
using System.Text.Json;
using ChatService.Contracts;
using ChatService.Server.Features.Agents;
using ChatService.Server.Features.Contacts;
using ChatService.Server.Platform.Errors;
using ChatService.Testing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;

namespace ChatService.Server.Tests.Protocol;

/// <summary>Names that people choose and that become keys of objects on the wire.</summary>
public sealed class FreeKeyTests
{
    private static readonly string[] Special = ["__proto__", "constructor", "prototype"];

    // What Object.prototype has, what looks like an index, what is empty: all of it is a key like any other.
    private static readonly string[] Odd = ["toString", "hasOwnProperty", "__defineGetter__", "valueOf", "0", "-1", "length", "then", "", " ", "a.b", "\u202Eevil", "中文", "\U0001F600", new string('k', 50)];

    [Fact]
    public async Task Every_key_that_may_be_stored_is_read_by_the_official_decoder()
    {
        await using var host = ChatHost.Start();
        var protocol = host.Services.GetRequiredService<IHubProtocolResolver>().GetProtocol("messagepack", null)!;
        string[] keys = [.. Odd, .. Special];
        var records = keys.SelectMany(key => new object[]
        {
            new { skills = new Dictionary<string, int> { [key] = 3, ["plain"] = 1 } },
            new MessageEvent("closed", new Dictionary<string, string> { [key] = "x", ["plain"] = "y" }),
        });
        var lines = records.Select(record => Convert.ToBase64String(protocol.GetMessageBytes(new InvocationMessage("ConversationChanged", [record])).Span)).ToList();

        var read = await DecodeAsync(lines);

        Assert.Equal(lines.Count, read.Count);
        for (var i = 0; i < read.Count; i++)
        {
            var map = read[i][0].EnumerateObject().Last().Value;
            var key = keys[i / 2];
            string[] expected = key == "__proto__" ? ["plain"] : [key, "plain"];
            Assert.Equal(expected.Order(StringComparer.Ordinal), map.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData("__proto__")]
    [InlineData("constructor")]
    [InlineData("prototype")]
    public void A_name_that_decoders_treat_specially_is_no_skill_and_no_attribute(string name)
    {
        var complaints = new Complaints();
        SkillRules.Check(new Dictionary<string, int> { [name] = 1 }, 10, "skills", complaints);

        Assert.True(complaints.Any);
        Assert.Equal(["plan"], PageAttributes.Merge(null, new Dictionary<string, string?> { [name] = "x", ["plan"] = "gold" })!.Keys);
    }

    [Fact]
    public async Task Such_a_name_is_refused_wherever_it_would_be_stored()
    {
        await using var host = ChatHost.Start();
        await using var admin = await host.AdminAsync();
        await using var visitor = await host.VisitorAsync();
        var conversation = (await visitor.StartAsync("Hello")).ConversationId;
        var contact = (await admin.GetAsync<JsonElement>($"/api/conversations/{conversation}")).GetProperty("contact");
        foreach (var name in Special)
        {
            var skills = new Dictionary<string, int> { [name] = 1 };
            Assert.Equal(400, (int)await admin.StatusAsync(HttpMethod.Put, $"/api/conversations/{conversation}/skills", new { skills }));
            Assert.Equal(400, (int)await admin.StatusAsync(HttpMethod.Put, $"/api/conversations/{conversation}/tags", new { tags = new[] { name } }));
            Assert.Equal(400, (int)await admin.StatusAsync(HttpMethod.Post, "/api/agents", new { email = "a@example.com", name = "A", role = "agent", skills }));
            Assert.Equal(400, (int)await admin.StatusAsync(HttpMethod.Post, "/api/inboxes", new { key = "k", name = "K", routing = new { requiredSkills = skills } }));
            Assert.Equal(400, (int)await admin.StatusAsync(
                HttpMethod.Put, $"/api/contacts/{contact.GetProperty("id").GetGuid()}", new { version = contact.GetProperty("version").GetInt32(), attributes = new Dictionary<string, string> { [name] = "x" } }));
            Assert.Equal(400, (int)await admin.StatusAsync(HttpMethod.Post, "/api/auto-replies", new
            {
                name = "R", trigger = new { type = "conversation_started" }, actions = new[] { new { type = "require_skill", value = name } },
            }));
        }
    }

    private static async Task<List<JsonElement>> DecodeAsync(List<string> lines)
    {
        var script = Path.Combine(Repository(), "tests", "ChatService.Server.Tests", "Protocol", "free-keys.mjs");
        using var node = Process.Start(new ProcessStartInfo("node", [script]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (said, complained) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.StandardInput.WriteAsync(string.Join('\n', lines));
        node.StandardInput.Close();
        await node.WaitForExitAsync().Soon();
        Assert.True(node.ExitCode == 0, await complained);
        return [.. (await said).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
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
