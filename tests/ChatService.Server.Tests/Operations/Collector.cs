using System.Collections.Concurrent;
using System.Text;
using ChatService.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ChatService.Server.Tests.Operations;

/// <summary>Takes what OTLP over HTTP sends, as any collector would, and keeps it.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<(string Path, string Key, byte[] Body)> taken = new();

    private Collector(WebApplication app) => this.app = app;

    public string Url => app.Urls.First();

    /// <summary>The header that the operator has set.</summary>
    public IEnumerable<string> Keys => taken.Select(t => t.Key).Distinct();

    public IEnumerable<Span> Spans => taken.Where(t => t.Path == "/v1/traces").SelectMany(t => SpansOf(t.Body));

    /// <summary>Everything of one kind as text, for what must or must not stand in it.</summary>
    public string TextOf(string path) => string.Concat(taken.Where(t => t.Path == path).Select(t => Encoding.Latin1.GetString(t.Body)));

    public static async Task<Collector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var collector = new Collector(builder.Build());
        collector.app.Run(collector.TakeAsync);
        await collector.app.StartAsync();
        return collector;
    }

    /// <summary>Waits until what has been taken is enough.</summary>
    public async Task UntilAsync(Func<Collector, bool> enough)
    {
        using var limit = new CancellationTokenSource(Limit.AtMost);
        while (!enough(this))
        {
            await Task.Delay(20, limit.Token);
        }
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        taken.Enqueue((context.Request.Path, context.Request.Headers["api-key"].ToString(), body.ToArray()));
    }

    // ExportTraceServiceRequest.resource_spans(1) → ResourceSpans.scope_spans(2) → ScopeSpans.spans(2) → Span: trace_id(1), span_id(2), parent_span_id(4), name(5).
    private static IEnumerable<Span> SpansOf(byte[] request) =>
        from resource in Fields(request, 1)
        from scope in Fields(resource, 2)
        from span in Fields(scope, 2)
        select new Span(Hex(span, 1), Hex(span, 2), Hex(span, 4), Encoding.UTF8.GetString(Fields(span, 5).Single()));

    private static string Hex(byte[] message, int field) => Convert.ToHexString(Fields(message, field).SingleOrDefault() ?? []);

    // The length-delimited fields of a protobuf message that have this number.
    private static List<byte[]> Fields(byte[] message, int wanted)
    {
        var found = new List<byte[]>();
        for (var at = 0; at < message.Length;)
        {
            var key = Number(message, ref at);
            switch (key & 7)
            {
                case 0:
                    Number(message, ref at);
                    break;
                case 1:
                    at += 8;
                    break;
                case 5:
                    at += 4;
                    break;
                case 2:
                    var length = (int)Number(message, ref at);
                    if (key >> 3 == (ulong)wanted)
                    {
                        found.Add(message[at..(at + length)]);
                    }

                    at += length;
                    break;
                default:
                    throw new InvalidDataException($"A field of kind {key & 7}.");
            }
        }

        return found;
    }

    private static ulong Number(byte[] message, ref int at)
    {
        ulong number = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = message[at++];
            number |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return number;
            }
        }
    }
}

/// <summary>One span; ids in hexadecimal, the parent empty for a root.</summary>
internal sealed record Span(string TraceId, string Id, string ParentId, string Name);
