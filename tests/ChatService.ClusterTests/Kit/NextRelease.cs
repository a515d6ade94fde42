using System.Text;

namespace ChatService.ClusterTests.Kit;

/// <summary>
/// What a node of the next release would do to today's nodes: it has migrated the database, writes what they do not know, and speaks a later version of the wire between nodes.
/// </summary>
internal sealed class NextRelease(ChatCluster cluster)
{
    // As RealtimeOptions has it.
    private const string Channel = "chatservice:nodes";

    private int first = 1;

    /// <summary>It has migrated, and says from which version on a program can work with the result.</summary>
    public async Task MigrateAsync()
    {
        await cluster.SqlAsync(
            """
            INSERT INTO schema_version (version, name, applied_at) SELECT max(version) + 1, 'adds_moods.for_' || max(version), 'next' FROM schema_version;
            ALTER TABLE conversation ADD COLUMN mood text NULL;
            ALTER TABLE message ADD COLUMN mood_score integer NOT NULL DEFAULT 0;
            CREATE TABLE mood (id uuid PRIMARY KEY, conversation_id uuid NOT NULL REFERENCES conversation (id) ON DELETE CASCADE, word text NOT NULL);
            """);
    }

    /// <summary>A migration after which today's programs must not run.</summary>
    public Task MigrateBeyondAsync() => cluster.SqlAsync("INSERT INTO schema_version (version, name, applied_at) SELECT max(version) + 1, 'drops_states', 'next' FROM schema_version");

    /// <summary>As before that.</summary>
    public Task MigrateBackAsync() => cluster.SqlAsync("DELETE FROM schema_version WHERE name = 'drops_states'");

    /// <summary>It writes rows of kinds that today's nodes do not know, about this conversation.</summary>
    public Task WriteAsync(Guid conversationId) => cluster.SqlAsync(
        $"""
        INSERT INTO logged_event (id, conversation_id, inbox_id, type, at, actor_kind, data)
            SELECT gen_random_uuid(), id, inbox_id, 'mood_changed', clock_timestamp(), 'oracle', '{"{\"mood\": \"glad\"}"}' FROM conversation WHERE id = '{conversationId}';
        INSERT INTO node_notice (id, at, node_id, kind, payload) VALUES (gen_random_uuid(), clock_timestamp(), 'next-release', 'mood_stale', '?');
        INSERT INTO durable_timer (id, kind, conversation_id, due_at, armed_at, state) VALUES (gen_random_uuid(), 'mood_swing', '{conversationId}', clock_timestamp(), clock_timestamp(), 'Armed');
        UPDATE conversation SET mood = 'glad' WHERE id = '{conversationId}';
        INSERT INTO mood (id, conversation_id, word) VALUES (gen_random_uuid(), '{conversationId}', 'glad');
        """);

    /// <summary>It speaks: a frame of version 2 that version 1 may read, with fields and a kind that it does not know, and one that it must not read.</summary>
    public async Task SpeakAsync()
    {
        // Envelopes: kind 12, which is none of today's; a hint with an unknown field 31 on an unknown topic.
        var strange = Field(1, "\u000c") + Field(30, "what?");
        var hint = Field(1, "\u000a") + Field(12, "moods") + Field(13, "glad") + Field(31, "new");
        var frame = "CS\u0002\u0001" + Field(1, "next-release") + Field(2, "\u0007") + Field(3, ((char)first).ToString()) + Field(9, "unheard of") + Field(4, strange) + Field(4, hint);
        first += 2;
        await cluster.Redis.CommandAsync("PUBLISH", Channel, frame);
        await cluster.Redis.CommandAsync("PUBLISH", Channel, "CS\u0003\u0002" + Field(1, "next-release") + Field(40, "for my like only"));
    }

    /// <summary>All of it is undone.</summary>
    public Task LeaveAsync() => cluster.SqlAsync(
        """
        DELETE FROM schema_version WHERE applied_at = 'next';
        DELETE FROM durable_timer WHERE kind = 'mood_swing';
        DELETE FROM logged_event WHERE type = 'mood_changed';
        DROP TABLE IF EXISTS mood;
        ALTER TABLE conversation DROP COLUMN IF EXISTS mood;
        ALTER TABLE message DROP COLUMN IF EXISTS mood_score;
        """);

    // Tag, length, value; all below 128, so that text is bytes.
    private static string Field(int tag, string value) => $"{(char)tag}{(char)Encoding.UTF8.GetByteCount(value)}{value}";
}
