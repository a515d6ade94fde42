-- A close or a transfer that an agent can still undo.
ALTER TABLE conversation ADD COLUMN ending text;

-- Agents whom a note names and who have not seen it.
ALTER TABLE conversation ADD COLUMN mentioned text;

-- Which conversations have a tag: for the list of tags, and for renaming one.
CREATE TABLE conversation_tag (
    name text NOT NULL,
    conversation_id uuid NOT NULL,
    CONSTRAINT pk_conversation_tag PRIMARY KEY (name, conversation_id)
);

CREATE INDEX ix_conversation_tag_conversation_id ON conversation_tag (conversation_id);

INSERT INTO conversation_tag (name, conversation_id)
SELECT DISTINCT j.value, c.id FROM conversation AS c CROSS JOIN LATERAL jsonb_array_elements_text(c.tags::jsonb) AS j WHERE c.tags <> '[]';
