CREATE TABLE "used_signature" (
    "hash" TEXT NOT NULL CONSTRAINT "pk_used_signature" PRIMARY KEY,
    "expires_at" INTEGER NOT NULL
);

CREATE INDEX "ix_used_signature_expires_at" ON "used_signature" ("expires_at");

ALTER TABLE "contact" ADD COLUMN "page_attributes" TEXT NULL;

ALTER TABLE "conversation" ADD COLUMN "skills" TEXT NULL;
