using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace ChatService.Realtime.Tests.MessagePack;

/// <summary>Knows one method: its name, its parameters, and the type of its result and items. Throws for another, as a hub does.</summary>
internal sealed class Binder(string method, Type[] parameters, Type? value = null) : IInvocationBinder
{
    private readonly byte[] name = System.Text.Encoding.UTF8.GetBytes(method);

    public string? GetTarget(ReadOnlySpan<byte> utf8Bytes) => utf8Bytes.SequenceEqual(name) ? method : null;

    public IReadOnlyList<Type> GetParameterTypes(string methodName) => methodName == method ? parameters : throw new HubException("No such method.");

    public Type GetReturnType(string invocationId) => value ?? throw new InvalidOperationException("Nobody waits for it.");

    // Only results are ever passed on raw.
    public Type GetStreamItemType(string streamId) => value == typeof(RawResult) ? typeof(int) : value ?? throw new InvalidOperationException("No such stream.");
}
