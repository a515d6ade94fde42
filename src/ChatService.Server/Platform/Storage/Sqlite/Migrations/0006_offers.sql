-- What an agent did lately, so that an offer waits for work and no miss is counted beside it.
ALTER TABLE "agent_status" ADD COLUMN "worked_at" INTEGER NULL;
ALTER TABLE "agent_status" ADD COLUMN "accepted_at" INTEGER NULL;

-- Who handed the conversation over to its agent, as JSON, until that agent first writes.
ALTER TABLE "conversation" ADD COLUMN "handover" TEXT NULL;
