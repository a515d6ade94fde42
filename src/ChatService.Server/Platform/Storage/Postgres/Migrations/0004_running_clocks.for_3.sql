-- Read with every change of a conversation: the clocks that run, not those of the thousand rounds before.
DROP INDEX ix_sla_clock_conversation_id;
CREATE INDEX ix_sla_clock_conversation_id_ended_at ON sla_clock (conversation_id, ended_at);

-- Messages are added many at a time: they are noted for the search many at a time.
CREATE FUNCTION message_search_note_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO message_search_todo (conversation_id, seq) SELECT conversation_id, seq FROM added WHERE kind <> 'Event' ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;

DROP TRIGGER message_search_added ON message;

CREATE TRIGGER message_search_added AFTER INSERT ON message REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION message_search_note_added();
