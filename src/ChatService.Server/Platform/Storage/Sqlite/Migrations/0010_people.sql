-- Whether a customer's pages are connected, and which node holds them.
ALTER TABLE "contact" ADD COLUMN "online_since" INTEGER NULL;

ALTER TABLE "contact" ADD COLUMN "left_at" INTEGER NULL;

CREATE INDEX "ix_contact_left_at" ON "contact" ("left_at") WHERE online_since IS NOT NULL AND left_at IS NOT NULL;

CREATE TABLE "visitor_link" (
    "contact_id" TEXT NOT NULL,
    "node_id" TEXT NOT NULL,
    "since" INTEGER NOT NULL,
    CONSTRAINT "pk_visitor_link" PRIMARY KEY ("contact_id", "node_id")
);

CREATE INDEX "ix_visitor_link_node_id" ON "visitor_link" ("node_id");

-- The newest pages of a customer.
CREATE TABLE "page_trail" (
    "contact_id" TEXT NOT NULL CONSTRAINT "pk_page_trail" PRIMARY KEY,
    "pages" TEXT NOT NULL
);
