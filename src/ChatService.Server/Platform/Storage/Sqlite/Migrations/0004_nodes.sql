-- Which nodes live, which agents they hold, and what they must tell each other. With this engine there is one; the tables are the same.
CREATE TABLE "node" (
    "id" TEXT NOT NULL CONSTRAINT "pk_node" PRIMARY KEY,
    "started_at" INTEGER NOT NULL,
    "seen_at" INTEGER NOT NULL
);

CREATE TABLE "node_notice" (
    "id" TEXT NOT NULL CONSTRAINT "pk_node_notice" PRIMARY KEY,
    "at" INTEGER NOT NULL,
    "node_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "payload" TEXT NOT NULL
);

CREATE INDEX "ix_node_notice_at" ON "node_notice" ("at");

CREATE TABLE "agent_link" (
    "agent_id" TEXT NOT NULL,
    "node_id" TEXT NOT NULL,
    "since" INTEGER NOT NULL,
    CONSTRAINT "pk_agent_link" PRIMARY KEY ("agent_id", "node_id")
);

CREATE INDEX "ix_agent_link_node_id" ON "agent_link" ("node_id");

ALTER TABLE "agent_lease" DROP COLUMN "node_id";

ALTER TABLE "agent_lease" DROP COLUMN "node_epoch";
