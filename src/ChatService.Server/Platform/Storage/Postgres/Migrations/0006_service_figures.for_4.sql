-- Since when it waits in the queue this time: queued_at keeps the original age, which routing orders by.
ALTER TABLE conversation ADD COLUMN queue_entered_at timestamp with time zone NULL;
UPDATE conversation SET queue_entered_at = COALESCE(ring_started_at, queued_at) WHERE state IN ('Queued', 'Offered');

-- Call-backs: asked for, and done by whom.
ALTER TABLE conversation ADD COLUMN callback_requested_at timestamp with time zone NULL;
ALTER TABLE conversation ADD COLUMN callback_done_at timestamp with time zone NULL;
ALTER TABLE conversation ADD COLUMN callback_done_by uuid NULL;
UPDATE conversation SET callback_requested_at =
    (SELECT MAX(e.at) FROM logged_event AS e WHERE e.conversation_id = conversation.id AND e.type = 'callback_requested')
    WHERE callback_phone IS NOT NULL OR callback_email IS NOT NULL;
CREATE INDEX ix_conversation_callback_requested_at ON conversation (callback_requested_at) WHERE callback_requested_at IS NOT NULL;
