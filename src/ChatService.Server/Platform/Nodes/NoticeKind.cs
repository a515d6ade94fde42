using System.Text.Json;
using ChatService.Server.Platform.Storage;

namespace ChatService.Server.Platform.Nodes;

/// <summary>A kind of committed event that every node must hear, with its form in the table.</summary>
/// <param name="Type">The event's type.</param>
/// <param name="Name">Its name in the table; stays as it is while versions N and N+1 run side by side.</param>
/// <param name="Write">To text.</param>
/// <param name="Read">From text; null for what this version does not know.</param>
public sealed record NoticeKind(Type Type, string Name, Func<object, string> Write, Func<string, object?> Read);

/// <summary>Registers what all nodes must hear.</summary>
public static class NoticeKinds
{
    /// <summary>An event that is plain JSON.</summary>
    public static IServiceCollection AddNotice<TEvent>(this IServiceCollection services, string name)
        where TEvent : class =>
        services.AddSingleton(new NoticeKind(
            typeof(TEvent), name, happened => JsonSerializer.Serialize((TEvent)happened, JsonColumn.Options), text => JsonSerializer.Deserialize<TEvent>(text, JsonColumn.Options)));
}
