-- Which nodes live, which agents they hold, and what they must tell each other without Redis.
CREATE TABLE node (
    id text NOT NULL,
    started_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_node PRIMARY KEY (id)
);
-- Renewed every second: with room on the page the update touches no index.
ALTER TABLE node SET (fillfactor = 10);

CREATE TABLE node_notice (
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    node_id text NOT NULL,
    kind text NOT NULL,
    payload text NOT NULL,
    CONSTRAINT pk_node_notice PRIMARY KEY (id)
);
CREATE INDEX ix_node_notice_at ON node_notice (at);

CREATE TABLE agent_link (
    agent_id uuid NOT NULL,
    node_id text NOT NULL,
    since timestamp with time zone NOT NULL,
    CONSTRAINT pk_agent_link PRIMARY KEY (agent_id, node_id)
);
CREATE INDEX ix_agent_link_node_id ON agent_link (node_id);

ALTER TABLE agent_lease DROP COLUMN node_id, DROP COLUMN node_epoch;
