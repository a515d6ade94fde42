-- The customer's answer to "Was it solved?", and what automatic replies remember of the customer's messages.
ALTER TABLE "conversation" ADD COLUMN "solved" INTEGER NULL;

ALTER TABLE "conversation" ADD COLUMN "auto_reply_said" TEXT NULL;
