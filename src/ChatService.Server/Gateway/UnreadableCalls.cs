using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using ChatService.Contracts;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace ChatService.Server.Gateway;

/// <summary>
/// A call that the framework cannot bind (a wrong type, a missing argument, no such method) never reaches a hub filter, and would be answered
/// without a code. Here it becomes a refusal like any other.
/// </summary>
internal sealed class UnreadableCalls(IHubProtocol inner) : IHubProtocol
{
    public string Name => inner.Name;

    public int Version => inner.Version;

    public TransferFormat TransferFormat => inner.TransferFormat;

    public bool IsVersionSupported(int version) => inner.IsVersionSupported(version);

    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message)
    {
        if (!inner.TryParseMessage(ref input, binder, out message))
        {
            return false;
        }

        if (message is InvocationBindingFailureMessage failure)
        {
            message = new InvocationBindingFailureMessage(failure.InvocationId, failure.Target, ExceptionDispatchInfo.Capture(Refusal(failure)));
        }

        // No method streams, in either direction; the framework would say so in words of its own.
        if (message is StreamInvocationMessage or InvocationMessage { StreamIds.Length: > 0 })
        {
            var call = (HubMethodInvocationMessage)message;
            message = new InvocationBindingFailureMessage(call.InvocationId, call.Target, ExceptionDispatchInfo.Capture(NoStreams));
        }

        return true;
    }

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output) => inner.WriteMessage(message, output);

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => inner.GetMessageBytes(message);

    private static HubException NoStreams => new($"{ErrorCode.InvalidArgument.Name()}: No method streams.");

    // The binder itself throws a HubException for a method that it does not know.
    private static HubException Refusal(InvocationBindingFailureMessage failure) => failure.BindingFailure.SourceException is HubException
        ? new HubException($"{ErrorCode.NotFound.Name()}: There is no such method.")
        : new HubException($"{ErrorCode.InvalidArgument.Name()}: The argument could not be read.");
}

/// <summary>Puts them in place of the registered protocols.</summary>
internal static class UnreadableCallsRegistration
{
    /// <summary>After every protocol was added.</summary>
    public static IServiceCollection RefuseUnreadableCalls(this IServiceCollection services)
    {
        foreach (var descriptor in services.Where(d => d.ServiceType == typeof(IHubProtocol) && d.ImplementationType is not null).ToList())
        {
            services.Remove(descriptor);
            services.AddSingleton<IHubProtocol>(s => new UnreadableCalls((IHubProtocol)ActivatorUtilities.CreateInstance(s, descriptor.ImplementationType!)));
        }

        return services;
    }
}
