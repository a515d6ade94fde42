-- Visitor tokens carry the epoch of their contact and of the secret that verified them; one of an earlier epoch is refused.
ALTER TABLE "contact" ADD COLUMN "epoch" INTEGER NOT NULL DEFAULT 0;

ALTER TABLE "inbox" ADD COLUMN "secret_epoch" INTEGER NOT NULL DEFAULT 0;

ALTER TABLE "used_signature" ADD COLUMN "shown_by" TEXT NULL;
