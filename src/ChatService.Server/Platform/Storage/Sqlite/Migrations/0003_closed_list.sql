-- The list of closed conversations is in the order of their closing; the last activity changes with every message and stands in no index.
DROP INDEX "ix_conversation_last_activity_at";

CREATE INDEX "ix_conversation_closed_at" ON "conversation" ("closed_at");
