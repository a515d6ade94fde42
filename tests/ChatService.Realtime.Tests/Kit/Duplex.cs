using System.IO.Pipelines;

namespace ChatService.Realtime.Tests.Kit;

/// <summary>Two ends of a connection in memory. What the server writes waits in a buffer of a given size until the client reads.</summary>
internal sealed class Duplex(PipeReader input, PipeWriter output) : IDuplexPipe
{
    public PipeReader Input => input;

    public PipeWriter Output => output;

    public static (Duplex Server, Duplex Client) Pair(int serverBuffer)
    {
        var toClient = new Pipe(new PipeOptions(pauseWriterThreshold: serverBuffer, resumeWriterThreshold: serverBuffer / 2, useSynchronizationContext: false));
        var toServer = new Pipe(new PipeOptions(useSynchronizationContext: false));
        return (new Duplex(toServer.Reader, toClient.Writer), new Duplex(toClient.Reader, toServer.Writer));
    }
}
