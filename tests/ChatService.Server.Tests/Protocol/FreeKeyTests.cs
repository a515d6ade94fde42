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
public sealed partial class FreeKeyTests
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

    // Every body of a call that has names as keys, and a call with such a name. The list is held to the code below.
    private static readonly Dictionary<string, (string Method, string Path, Func<string, object> Body)> Doors = new()
    {
        ["AgentDraft.Skills"] = ("POST", "/api/agents", name => new { email = "a@example.com", name = "A", role = "agent", skills = One(name, 1) }),
        ["InboxDraft.Greeting"] = ("POST", "/api/inboxes", name => new { key = "k", name = "K", greeting = One(name, "x") }),
        ["InboxDraft.SuggestedQuestions"] = ("POST", "/api/inboxes", name => new { key = "k", name = "K", suggestedQuestions = One(name, new[] { "x" }) }),
        ["RoutingOptions.PriorityBoostSeconds"] = ("POST", "/api/inboxes", name => new { key = "k", name = "K", routing = new { priorityBoostSeconds = One(name, 1) } }),
        ["RoutingOptions.RequiredSkills"] = ("POST", "/api/inboxes", name => new { key = "k", name = "K", routing = new { requiredSkills = One(name, 1) } }),
        ["SkillsBody.Skills"] = ("PUT", "/api/conversations/{conversation}/skills", name => new { skills = One(name, 1) }),
        ["SkillsBody.Was"] = ("PUT", "/api/conversations/{conversation}/skills", name => new { skills = new { }, was = One(name, 1) }),
        ["ContactDraft.Attributes"] = ("PUT", "/api/contacts/{contact}", name => new { version = 1, attributes = One(name, "x") }),
        ["CannedReplyBody.Texts"] = ("POST", "/api/canned-replies", name => new { shortcut = "s", title = "T", texts = One(name, "x") }),
        ["AutoReplyActionBody.Texts"] = ("POST", "/api/auto-replies", name => new
        {
            name = "R", trigger = new { type = "conversation_started" }, actions = new[] { new { type = "reply", texts = One(name, "x") } },
        }),
    };

    // Names that are values, and become keys elsewhere.
    private static readonly Dictionary<string, (string Method, string Path, Func<string, object> Body)> Values = new()
    {
        ["a tag"] = ("PUT", "/api/conversations/{conversation}/tags", name => new { tags = new[] { name } }),
        ["one tag"] = ("POST", "/api/conversations/{conversation}/tags", name => new { tag = name }),
        ["a tag's new name"] = ("POST", "/api/tags/rename", name => new { name = "old", to = name }),
        ["a rule's skill"] = ("POST", "/api/auto-replies", name => new
        {
            name = "R", trigger = new { type = "conversation_started" }, actions = new[] { new { type = "require_skill", value = name } },
        }),
        ["a rule's tag"] = ("POST", "/api/auto-replies", name => new
        {
            name = "R", trigger = new { type = "conversation_started" }, actions = new[] { new { type = "add_tag", value = name } },
        }),
    };

    // A page's own attributes: such a name is left out, for a page cannot be asked to say it again. What an editor had read is compared and not stored.
    private static readonly string[] LeftOut = ["StartConversationRequest.Attributes", "SessionRequest.Attributes", "ContactBefore.Attributes"];

    [Fact]
    public void Every_body_with_names_as_keys_is_known()
    {
        var found =
            from type in typeof(Program).Assembly.GetExportedTypes().Concat(typeof(Message).Assembly.GetExportedTypes())
            where Body().IsMatch(type.Name) && type.GetMethod("<Clone>$") is not null && type != typeof(Features.Conversations.MessageDraft)
            from property in type.GetProperties()
            where property.PropertyType.IsGenericType && property.PropertyType.GetGenericArguments() is [var key, _] && key == typeof(string)
                && property.PropertyType.Name.Contains("Dictionary", StringComparison.Ordinal)
            select $"{type.Name}.{property.Name}";

        Assert.Equal(Doors.Keys.Concat(LeftOut).Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Such_a_name_is_refused_wherever_it_would_be_stored()
    {
        await using var host = ChatHost.Start();
        await using var admin = await host.AdminAsync();
        await using var visitor = await host.VisitorAsync();
        var conversation = (await visitor.StartAsync("Hello")).ConversationId;
        var contact = (await admin.GetAsync<JsonElement>($"/api/conversations/{conversation}")).GetProperty("contact").GetProperty("id").GetString();
        foreach (var (door, (method, path, body)) in Doors.Concat(Values))
        {
            foreach (var name in Special)
            {
                var where = path.Replace("{conversation}", conversation.ToString(), StringComparison.Ordinal).Replace("{contact}", contact, StringComparison.Ordinal);
                var status = (int)await admin.StatusAsync(new HttpMethod(method), where, body(name));
                Assert.True(status == 400, $"{door} takes {name}: {status}");
            }
        }
    }

    private static Dictionary<string, T> One<T>(string name, T value) => new() { [name] = value };

    [System.Text.RegularExpressions.GeneratedRegex("(Draft|Body|Request|Options|Before)$")]
    private static partial System.Text.RegularExpressions.Regex Body();

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
