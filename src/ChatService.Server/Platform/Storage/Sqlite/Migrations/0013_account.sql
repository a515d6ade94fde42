-- One's own account: one-time passwords, second factor, signature, links of invitations and resets, photo.
ALTER TABLE "agent" ADD COLUMN "one_time_until" INTEGER NULL;

ALTER TABLE "agent" ADD COLUMN "signature" TEXT NULL;

ALTER TABLE "agent" ADD COLUMN "totp_secret" TEXT NULL;

ALTER TABLE "agent" ADD COLUMN "totp_last_step" INTEGER NULL;

ALTER TABLE "agent" ADD COLUMN "recovery_codes" TEXT NULL;

CREATE TABLE "account_link" (
    "agent_id" TEXT NOT NULL CONSTRAINT "pk_account_link" PRIMARY KEY,
    "hash" TEXT NOT NULL,
    "is_invitation" INTEGER NOT NULL,
    "misses" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL,
    "expires_at" INTEGER NOT NULL
);

CREATE UNIQUE INDEX "ix_account_link_hash" ON "account_link" ("hash");

CREATE TABLE "agent_photo" (
    "agent_id" TEXT NOT NULL CONSTRAINT "pk_agent_photo" PRIMARY KEY,
    "content_type" TEXT NOT NULL,
    "bytes" BLOB NOT NULL
);
