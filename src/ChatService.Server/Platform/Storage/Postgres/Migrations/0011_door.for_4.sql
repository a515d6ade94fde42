-- Wrong passwords by account and by who tried.
CREATE TABLE login_miss (
    id uuid NOT NULL,
    account uuid NOT NULL,
    misses integer NOT NULL,
    last_at timestamp with time zone NOT NULL,
    locked_until timestamp with time zone,
    CONSTRAINT pk_login_miss PRIMARY KEY (id)
);
CREATE INDEX ix_login_miss_account ON login_miss (account);
CREATE INDEX ix_login_miss_last_at ON login_miss (last_at);

-- What the nodes share, protected by the data-protection keys.
CREATE TABLE shared_secret (
    name text NOT NULL,
    value text NOT NULL,
    CONSTRAINT pk_shared_secret PRIMARY KEY (name)
);

-- On which websites an inbox was seen.
CREATE TABLE inbox_sighting (
    inbox_id uuid NOT NULL,
    origin text NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_inbox_sighting PRIMARY KEY (inbox_id, origin)
);
