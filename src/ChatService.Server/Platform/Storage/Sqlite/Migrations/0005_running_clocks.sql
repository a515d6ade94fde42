-- Read with every change of a conversation: the clocks that run, not those of the thousand rounds before.
DROP INDEX "ix_sla_clock_conversation_id";
CREATE INDEX "ix_sla_clock_conversation_id_ended_at" ON "sla_clock" ("conversation_id", "ended_at");
