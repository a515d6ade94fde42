using Microsoft.AspNetCore.SignalR;

namespace ChatService.Realtime.Connections;

/// <summary>Tells a hub protocol which type a result has. Of a call that nobody waits for any more, any.</summary>
internal sealed class ResultBinder(ClientResults results) : IInvocationBinder
{
    public Type GetReturnType(string invocationId) => results.TryGetType(invocationId, out var type) ? type : typeof(object);

    public IReadOnlyList<Type> GetParameterTypes(string methodName) => throw new InvalidOperationException("Only results are read here.");

    public Type GetStreamItemType(string streamId) => throw new InvalidOperationException("Only results are read here.");
}
