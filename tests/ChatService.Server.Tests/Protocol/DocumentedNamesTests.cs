using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using ChatService.Contracts;

namespace ChatService.Server.Tests.Protocol;

/// <summary>PROTOCOL.md is enough to write a client: every name that stands on the wire stands there.</summary>
public sealed partial class DocumentedNamesTests
{
    // Of operators' endpoints (docs/ops), of one room's own steps, and no shapes of the wire.
    private static readonly HashSet<string> Elsewhere = ["HealthAnswer", "MessageDraft", "TelemetryOptions", "LookAtLinkRequest"];

    [Fact]
    public void Every_property_of_a_contract_stands_in_the_protocol() =>
        Assert.Empty(Missing(typeof(Message).Assembly.GetExportedTypes().Where(type => type is { IsEnum: false, IsInterface: false } && type != typeof(ErrorCodes))));

    [Fact]
    public void Every_property_of_what_the_http_calls_take_and_answer_stands_in_the_protocol()
    {
        var shapes = typeof(Program).Assembly.GetExportedTypes().Where(type => Shape().IsMatch(type.Name) && !Elsewhere.Contains(type.Name) && type.GetMethod("<Clone>$") is not null).ToList();

        Assert.Contains(shapes, shape => shape.Name == "AgentView");
        Assert.Contains(shapes, shape => shape.Name == "InboxDraft");
        Assert.Empty(Missing(shapes));
    }

    [Fact]
    public void Every_event_stands_in_the_protocol() =>
        Assert.Equal([], Undocumented(new[] { typeof(IVisitorClient), typeof(IAgentClient) }.SelectMany(Methods)));

    [Fact]
    public void Every_method_of_the_hubs_stands_in_the_protocol() =>
        Assert.Equal([], Undocumented(new[] { typeof(Gateway.VisitorHub), typeof(Gateway.AgentHub) }
            .SelectMany(hub => hub.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)).Where(method => !method.IsVirtual).Select(method => method.Name)));

    [Fact]
    public void Every_code_stands_in_the_protocol() =>
        Assert.Equal([], Undocumented(Enum.GetValues<ErrorCode>().Select(code => code.Name())));

    private static HashSet<string> Words { get; } = [.. Word().Matches(File.ReadAllText(Path.Combine(Repository(), "src", "ChatService.Contracts", "PROTOCOL.md"))).Select(match => match.Value)];

    private static List<string> Undocumented(IEnumerable<string> names) => [.. names.Distinct().Where(name => !Words.Contains(name))];

    private static IEnumerable<string> Methods(Type client) => client.GetInterfaces().Append(client).SelectMany(type => type.GetMethods()).Select(method => method.Name);

    private static List<string> Missing(IEnumerable<Type> shapes) =>
    [
        .. from shape in shapes
           from property in shape.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
           where property.GetCustomAttribute<System.Text.Json.Serialization.JsonIgnoreAttribute>() is null
           let name = JsonNamingPolicy.CamelCase.ConvertName(property.Name)
           where !Words.Contains(name)
           select $"{shape.Name}.{name}",
    ];

    private static string Repository()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "ChatService.sln")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }

    [GeneratedRegex("[A-Za-z_][A-Za-z0-9_]*")]
    private static partial Regex Word();

    [GeneratedRegex("(View|Draft|Body|Request|Answer|Detail)$")]
    private static partial Regex Shape();
}
