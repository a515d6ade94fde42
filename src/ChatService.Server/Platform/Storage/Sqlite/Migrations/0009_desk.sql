-- A close or a transfer that an agent can still undo.
ALTER TABLE "conversation" ADD COLUMN "ending" TEXT NULL;

-- Agents whom a note names and who have not seen it.
ALTER TABLE "conversation" ADD COLUMN "mentioned" TEXT NULL;

-- Which conversations have a tag: for the list of tags, and for renaming one.
CREATE TABLE "conversation_tag" (
    "name" TEXT NOT NULL,
    "conversation_id" TEXT NOT NULL,
    CONSTRAINT "pk_conversation_tag" PRIMARY KEY ("name", "conversation_id")
);

CREATE INDEX "ix_conversation_tag_conversation_id" ON "conversation_tag" ("conversation_id");

INSERT OR IGNORE INTO "conversation_tag" ("name", "conversation_id")
SELECT j."value", c."id" FROM "conversation" AS c, json_each(c."tags") AS j WHERE c."tags" <> '[]';
