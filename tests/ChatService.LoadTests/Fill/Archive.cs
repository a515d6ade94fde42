using System.Diagnostics;
using ChatService.Server.Features.Search;
using NpgsqlTypes;

namespace ChatService.LoadTests.Fill;

/// <summary>Millions of messages in closed conversations, and the search index as the product itself would have filled it, with its own pieces of text.</summary>
public static class Archive
{
    /// <summary>As many as one page of a resume holds.</summary>
    public const int PerConversation = 200;

    /// <summary>Makes so many messages like the two of a conversation, one of the customer's and one of an agent's; how long that took.</summary>
    public static async Task<TimeSpan> FillAsync(FillConnection fill, Guid like, int messages, Progress progress)
    {
        ArgumentNullException.ThrowIfNull(fill);
        ArgumentNullException.ThrowIfNull(progress);
        var began = Stopwatch.GetTimestamp();
        var conversations = messages / PerConversation;
        progress.Step($"{conversations} conversations with {PerConversation} messages each");
        await TextsAsync(fill);
        await Everybody.PrepareAsync(fill, like, conversations, $"'state', 'Closed', 'closed_at', clock_timestamp(), 'assignee_id', NULL, 'last_seq', {PerConversation}, 'public_seq', {PerConversation}");
        await fill.RunAsync("INSERT INTO conversation SELECT * FROM load_conversation");
        var indexes = await DropIndexesAsync(fill);
        await fill.RunAsync("SET session_replication_role = replica; SET maintenance_work_mem = '1GB'; SET max_parallel_maintenance_workers = 1; SET synchronous_commit = off");
        await MessagesAsync(fill, like, conversations, progress);
        progress.Step("the search index");
        await fill.RunAsync($"""
            INSERT INTO message_search (conversation_id, seq, line, grams)
            SELECT m.conversation_id, m.seq, m.line, x.grams FROM load_message m JOIN load_text x ON x.n = m.text_n;
            SELECT setval(pg_get_serial_sequence('message_search_todo', 'line'), {messages} + (SELECT coalesce(max(line), 0) FROM message_search_todo));
            DROP TABLE load_message;
            """);
        foreach (var index in indexes)
        {
            progress.Step(index);
            await fill.RunAsync(index);
        }

        await fill.RunAsync("SET session_replication_role = DEFAULT");
        await fill.RunAsync("VACUUM ANALYZE");
        await fill.RunAsync("CHECKPOINT");
        return Stopwatch.GetElapsedTime(began);
    }

    private static async Task TextsAsync(FillConnection fill)
    {
        await fill.RunAsync("CREATE UNLOGGED TABLE load_text (n integer PRIMARY KEY, text text NOT NULL, grams text[] NOT NULL)");
        await fill.CopyAsync("COPY load_text (n, text, grams) FROM STDIN (FORMAT BINARY)", async rows =>
        {
            for (var i = 0; i < Texts.Count; i++)
            {
                var text = Texts.Of(i);
                await rows.StartRowAsync();
                await rows.WriteAsync(i, NpgsqlDbType.Integer);
                await rows.WriteAsync(text, NpgsqlDbType.Text);
                await rows.WriteAsync(Grams.Of(text).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);
            }
        });
        await fill.RunAsync("ANALYZE load_text");
    }

    // Filled one by one they cost several times as much; the keys stay.
    private static async Task<IReadOnlyList<string>> DropIndexesAsync(FillConnection fill)
    {
        const string Those = "FROM pg_indexes WHERE tablename IN ('message', 'message_search') AND indexname NOT LIKE 'pk_%'";
        var definitions = await fill.ReadAllAsync<string>($"SELECT indexdef {Those}");
        foreach (var name in await fill.ReadAllAsync<string>($"SELECT indexname {Those}"))
        {
            await fill.RunAsync($"DROP INDEX {name}");
        }

        return definitions;
    }

    // The customer and the agent in turn. 7919 is prime: every text has its turn before any comes again.
    private static async Task MessagesAsync(FillConnection fill, Guid like, int conversations, Progress progress)
    {
        await fill.RunAsync($"""
            CREATE UNLOGGED TABLE load_message AS
            SELECT {Everybody.Conversation} AS conversation_id, s AS seq, (n - 1) * {PerConversation} + s AS line, ((((n - 1)::bigint * {PerConversation} + s) * 7919) % {Texts.Count})::integer AS text_n
            FROM generate_series(1, {conversations}) AS g(n), generate_series(1, {PerConversation}) AS h(s);
            """);
        progress.Step("the messages");
        var columns = await fill.ReadAsync<string>(
            "SELECT string_agg(column_name, ', ' ORDER BY ordinal_position) FROM information_schema.columns WHERE table_name = 'message' AND column_name NOT IN ('conversation_id', 'seq', 'public_seq', 'id', 'client_message_id', 'text')");
        var copied = string.Join(", ", columns.Split(", ").Select(column => "t." + column));
        await fill.RunAsync($"""
            CREATE UNLOGGED TABLE load_kind AS SELECT row_number() OVER (ORDER BY sender_kind DESC) - 1 AS side, m.* FROM message m WHERE conversation_id = '{like}' AND sender_kind IN ('Visitor', 'Agent');
            INSERT INTO message (conversation_id, seq, public_seq, id, client_message_id, text, {columns})
            SELECT m.conversation_id, m.seq, m.seq, gen_random_uuid(), gen_random_uuid(), x.text, {copied}
            FROM load_message m JOIN load_text x ON x.n = m.text_n JOIN load_kind t ON t.side = m.seq % 2 ORDER BY m.line;
            """);
    }
}
