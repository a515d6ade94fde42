using System.Collections.Concurrent;
using BenchmarkDotNet.Attributes;
using ChatService.Server.Features.Conversations;
using ChatService.Server.Features.Sla;
using ChatService.Server.Platform.Storage;
using ChatService.Server.Platform.Storage.Postgres;
using ChatService.Server.Platform.Storage.Rows;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ChatService.Benchmarks;

/// <summary>What an append lane hands to PostgreSQL for so many messages of as many conversations: compared, gathered into arrays, put into one batch.</summary>
public class AppendBenchmarks
{
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);
    private readonly ConcurrentDictionary<(string Table, string Kind), string> texts = new();
    private ServiceProvider services = null!;
    private RowTables tables = null!;

    [Params(1, 16, 256)]
    public int Messages { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        services = new ServiceCollection().AddLogging()
            .AddStorage(Path.GetTempPath(), "Host=127.0.0.1;Database=never-opened")
            .AddSingleton<IModelPart, ConversationsModel>().AddSingleton<IModelPart, SlaModel>()
            .BuildServiceProvider();
        tables = services.GetRequiredService<RowTables>();
    }

    [GlobalCleanup]
    public ValueTask CleanUpAsync() => services.DisposeAsync();

    [Benchmark(Description = "build an append batch")]
    public int Build()
    {
        var rows = new WriteRows(tables);
        for (var i = 0; i < Messages; i++)
        {
            Append(rows, i);
        }

        using var batch = new NpgsqlBatch();
        rows.WriteTo(new PostgresRows(batch, texts));
        return batch.BatchCommands.Count;
    }

    private static void Append(WriteRows rows, int number)
    {
        var id = new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);
        var conversation = new Conversation { Id = id, InboxId = id, ContactId = id, LastSeq = 16, PublicSeq = 16, CreatedAt = Now, Version = 20 };
        rows.SetOf<Conversation>().Take(conversation);
        conversation.LastSeq++;
        conversation.PublicSeq++;
        conversation.Version++;
        (conversation.LastActivityAt, conversation.LastMessageAt, conversation.LastMessageText) = (Now, Now, "It is on its way.");
        rows.Add(new MessageRow
        {
            ConversationId = id,
            Seq = conversation.LastSeq,
            PublicSeq = conversation.PublicSeq,
            Id = id,
            SenderId = id,
            ClientMessageId = id,
            Text = "It is on its way and should be with you by Friday.",
            CreatedAt = Now,
        });
        rows.Add(new LoggedEvent { Id = id, ConversationId = id, InboxId = id, Type = "message_appended", At = Now, Data = """{"seq":17,"publicSeq":17,"senderKind":"agent","kind":"text"}""" });
    }
}
