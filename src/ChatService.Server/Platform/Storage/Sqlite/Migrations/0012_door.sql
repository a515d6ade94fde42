-- Wrong passwords by account and by who tried.
CREATE TABLE "login_miss" (
    "id" TEXT NOT NULL CONSTRAINT "pk_login_miss" PRIMARY KEY,
    "account" TEXT NOT NULL,
    "misses" INTEGER NOT NULL,
    "last_at" INTEGER NOT NULL,
    "locked_until" INTEGER NULL
);

CREATE INDEX "ix_login_miss_account" ON "login_miss" ("account");

CREATE INDEX "ix_login_miss_last_at" ON "login_miss" ("last_at");

-- What the nodes share, protected by the data-protection keys.
CREATE TABLE "shared_secret" (
    "name" TEXT NOT NULL CONSTRAINT "pk_shared_secret" PRIMARY KEY,
    "value" TEXT NOT NULL
);

-- On which websites an inbox was seen.
CREATE TABLE "inbox_sighting" (
    "inbox_id" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "seen_at" INTEGER NOT NULL,
    CONSTRAINT "pk_inbox_sighting" PRIMARY KEY ("inbox_id", "origin")
);
