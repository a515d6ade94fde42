-- Full-text search without an extension. A trigger notes each message in the message's own transaction; the index is filled behind it, and what is noted but not yet indexed is
-- searched in the text. So an append pays one small row instead of the index, and a message is found as soon as it is acked. Erasing a message erases it here, too.
CREATE TABLE message_search_todo (
    conversation_id uuid NOT NULL,
    seq bigint NOT NULL,
    -- Newest first; nothing else rests on it.
    line bigint GENERATED ALWAYS AS IDENTITY,
    CONSTRAINT pk_message_search_todo PRIMARY KEY (conversation_id, seq)
);

CREATE TABLE message_search (
    conversation_id uuid NOT NULL,
    seq bigint NOT NULL,
    line bigint NOT NULL,
    grams text[] NOT NULL,
    CONSTRAINT pk_message_search PRIMARY KEY (conversation_id, seq)
);

CREATE INDEX message_search_grams ON message_search USING gin (grams);

CREATE INDEX message_search_newest ON message_search (line);

CREATE FUNCTION message_search_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        DELETE FROM message_search WHERE conversation_id = OLD.conversation_id AND seq = OLD.seq;
        DELETE FROM message_search_todo WHERE conversation_id = OLD.conversation_id AND seq = OLD.seq;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO message_search_todo (conversation_id, seq) VALUES (NEW.conversation_id, NEW.seq) ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER message_search_added AFTER INSERT ON message FOR EACH ROW WHEN (NEW.kind <> 'Event') EXECUTE FUNCTION message_search_note();

CREATE TRIGGER message_search_changed AFTER UPDATE OF text ON message FOR EACH ROW WHEN (OLD.text <> NEW.text AND NEW.kind <> 'Event') EXECUTE FUNCTION message_search_note();

CREATE TRIGGER message_search_removed AFTER DELETE ON message FOR EACH ROW EXECUTE FUNCTION message_search_note();

INSERT INTO message_search_todo (conversation_id, seq) SELECT conversation_id, seq FROM message WHERE kind <> 'Event' ORDER BY created_at, conversation_id, seq;
