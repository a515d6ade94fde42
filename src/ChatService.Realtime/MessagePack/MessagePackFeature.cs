using ChatService.Realtime.MessagePack;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ChatService.Realtime;

/// <summary>The door of the MessagePack protocol; named like the official one, which can take its place.</summary>
public static class MessagePackFeature
{
    /// <summary>Adds the protocol beside JSON, to a server or to a client; values look as <c>AddJsonProtocol</c> says.</summary>
    public static TBuilder AddMessagePackProtocol<TBuilder>(this TBuilder builder)
        where TBuilder : ISignalRBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHubProtocol, MessagePackHubProtocol>());
        return builder;
    }
}
