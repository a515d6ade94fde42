-- One's own account: one-time passwords, second factor, signature, links of invitations and resets, photo.
ALTER TABLE agent ADD COLUMN one_time_until timestamp with time zone NULL;

ALTER TABLE agent ADD COLUMN signature text NULL;

ALTER TABLE agent ADD COLUMN totp_secret text NULL;

ALTER TABLE agent ADD COLUMN totp_last_step bigint NULL;

ALTER TABLE agent ADD COLUMN recovery_codes text NULL;

CREATE TABLE account_link (
    agent_id uuid NOT NULL,
    hash text NOT NULL,
    is_invitation boolean NOT NULL,
    misses integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_account_link PRIMARY KEY (agent_id)
);

CREATE UNIQUE INDEX ix_account_link_hash ON account_link (hash);

CREATE TABLE agent_photo (
    agent_id uuid NOT NULL,
    content_type text NOT NULL,
    bytes bytea NOT NULL,
    CONSTRAINT pk_agent_photo PRIMARY KEY (agent_id)
);
