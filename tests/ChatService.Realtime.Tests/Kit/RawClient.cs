using System.Buffers;
using System.Text;
using ChatService.Testing;

namespace ChatService.Realtime.Tests.Kit;

/// <summary>A client that reads only when a test says so.</summary>
internal sealed class RawClient(Duplex wire, string id, Task serving)
{
    public string Id => id;

    /// <summary>Ends when the node has let go of the connection.</summary>
    public Task Serving => serving;

    public async Task ShakeHandsAsync()
    {
        await WriteAsync("{\"protocol\":\"json\",\"version\":1}");
        await ReadAsync(record => record == "{}");
    }

    public async Task WriteAsync(string record) => await wire.Output.WriteAsync(Encoding.UTF8.GetBytes(record + '\u001e')).AsTask().Soon();

    /// <summary>Reads records until one matches; returns all of them. Throws when the connection ends before.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync(Func<string, bool> until)
    {
        var records = new List<string>();
        while (records.Count == 0 || !until(records[^1]))
        {
            var read = await wire.Input.ReadAsync().AsTask().Soon("what the node writes");
            var buffer = read.Buffer;
            while ((records.Count == 0 || !until(records[^1])) && buffer.PositionOf((byte)'\u001e') is { } end)
            {
                records.Add(Encoding.UTF8.GetString(buffer.Slice(0, end)));
                buffer = buffer.Slice(buffer.GetPosition(1, end));
            }

            wire.Input.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted && (records.Count == 0 || !until(records[^1])))
            {
                throw new InvalidOperationException("The connection ended before that.");
            }
        }

        return records;
    }

    /// <summary>The client goes without a word.</summary>
    public async Task VanishAsync()
    {
        await wire.Output.CompleteAsync();
        await wire.Input.CompleteAsync();
        await serving.Soon("the node's letting go");
    }
}
