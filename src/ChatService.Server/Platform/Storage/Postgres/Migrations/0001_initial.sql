-- The schema of the first version. Rows that change with each message leave room on their page for their next version; what changes with each message is in as few indexes as can be.

CREATE TABLE agent (
    id uuid NOT NULL,
    email text NOT NULL,
    name text NOT NULL,
    role character varying(32) NOT NULL,
    locale text NOT NULL,
    password_hash text NOT NULL,
    security_stamp text NOT NULL,
    failed_logins integer NOT NULL,
    locked_until timestamp with time zone,
    capacity integer NOT NULL,
    team_ids text NOT NULL,
    inbox_ids text NOT NULL,
    skills text NOT NULL,
    languages text NOT NULL,
    vip_desk boolean NOT NULL,
    disabled boolean NOT NULL,
    service boolean NOT NULL,
    avatar_url text,
    created_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_agent PRIMARY KEY (id)
);

CREATE TABLE agent_lease (
    agent_id uuid NOT NULL,
    node_id text NOT NULL,
    node_epoch bigint NOT NULL,
    connected boolean NOT NULL,
    connected_at timestamp with time zone NOT NULL,
    disconnected_at timestamp with time zone,
    lease_until timestamp with time zone,
    CONSTRAINT pk_agent_lease PRIMARY KEY (agent_id)
);

CREATE TABLE agent_session (
    id uuid NOT NULL,
    agent_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    user_agent text,
    CONSTRAINT pk_agent_session PRIMARY KEY (id)
);

CREATE TABLE agent_status (
    agent_id uuid NOT NULL,
    status character varying(32) NOT NULL,
    reason text,
    status_since timestamp with time zone NOT NULL,
    misses_in_row integer NOT NULL,
    not_responding boolean NOT NULL,
    cool_down_until timestamp with time zone,
    idle_since timestamp with time zone NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_agent_status PRIMARY KEY (agent_id)
);

CREATE TABLE api_token (
    id uuid NOT NULL,
    name text NOT NULL,
    hash text NOT NULL,
    agent_id uuid NOT NULL,
    created_by_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone,
    last_used_at timestamp with time zone,
    CONSTRAINT pk_api_token PRIMARY KEY (id)
);

CREATE TABLE audit_entry (
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    actor_id uuid,
    actor_name text,
    action text NOT NULL,
    entity text NOT NULL,
    entity_id uuid,
    entity_name text,
    changes text NOT NULL,
    CONSTRAINT pk_audit_entry PRIMARY KEY (id)
);

CREATE TABLE auto_reply_rule (
    id uuid NOT NULL,
    version integer NOT NULL,
    rule text NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_auto_reply_rule PRIMARY KEY (id)
);

CREATE TABLE auto_reply_rule_version (
    rule_id uuid NOT NULL,
    version integer NOT NULL,
    rule text NOT NULL,
    at timestamp with time zone NOT NULL,
    agent_id uuid,
    CONSTRAINT pk_auto_reply_rule_version PRIMARY KEY (rule_id, version)
);

CREATE TABLE business_hours (
    id uuid NOT NULL,
    name text NOT NULL,
    definition text NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_business_hours PRIMARY KEY (id)
);

CREATE TABLE canned_reply (
    id uuid NOT NULL,
    shortcut text NOT NULL,
    titles text NOT NULL,
    texts text NOT NULL,
    inbox_ids text NOT NULL,
    team_ids text NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_canned_reply PRIMARY KEY (id)
);

CREATE TABLE contact (
    id uuid NOT NULL,
    name text,
    email text,
    phone text,
    locale text NOT NULL,
    level text,
    verified boolean NOT NULL,
    external_id text,
    external_inbox_id uuid,
    attributes text NOT NULL,
    note text,
    created_at timestamp with time zone NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    page_attributes text,
    version integer NOT NULL,
    CONSTRAINT pk_contact PRIMARY KEY (id)
);

CREATE TABLE conversation (
    id uuid NOT NULL,
    inbox_id uuid NOT NULL,
    contact_id uuid NOT NULL,
    channel text NOT NULL,
    state character varying(32) NOT NULL,
    priority character varying(32) NOT NULL,
    assignee_id uuid,
    team_id uuid,
    locale text NOT NULL,
    page_url text,
    page_title text,
    tags text NOT NULL,
    last_seq bigint NOT NULL,
    public_seq bigint NOT NULL,
    agent_read_seq bigint NOT NULL,
    visitor_read_seq bigint NOT NULL,
    unread integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    queued_at timestamp with time zone,
    first_queued_at timestamp with time zone,
    ring_started_at timestamp with time zone,
    ring_reached integer NOT NULL,
    excluded_agent_ids text NOT NULL,
    excluded_until timestamp with time zone,
    last_agent_id uuid,
    preferred_agent_id uuid,
    first_accepted_at timestamp with time zone,
    assigned_at timestamp with time zone,
    first_customer_message_at timestamp with time zone,
    first_response_at timestamp with time zone,
    first_responder_id uuid,
    awaiting_since timestamp with time zone,
    last_human_message_at timestamp with time zone,
    auto_reply_memory text,
    last_activity_at timestamp with time zone NOT NULL,
    last_message_at timestamp with time zone,
    last_message_text text,
    last_message_sender text,
    closed_at timestamp with time zone,
    resolution text,
    abandoned_at timestamp with time zone,
    wrap_up_until timestamp with time zone,
    rating integer,
    rating_comment text,
    rated_at timestamp with time zone,
    sla_metric text,
    sla_started_at timestamp with time zone,
    sla_due_at timestamp with time zone,
    sla_target_seconds integer,
    sla_breached boolean NOT NULL,
    callback_phone text,
    callback_email text,
    skills text,
    version bigint NOT NULL,
    CONSTRAINT pk_conversation PRIMARY KEY (id)
);

CREATE TABLE data_key (
    id uuid NOT NULL,
    friendly_name text NOT NULL,
    xml text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_data_key PRIMARY KEY (id)
);

CREATE TABLE durable_timer (
    id uuid NOT NULL,
    kind text NOT NULL,
    conversation_id uuid,
    subject_id uuid,
    argument text,
    due_at timestamp with time zone NOT NULL,
    armed_at timestamp with time zone NOT NULL,
    state character varying(32) NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT pk_durable_timer PRIMARY KEY (id)
);

CREATE TABLE inbox (
    id uuid NOT NULL,
    key text NOT NULL,
    name text NOT NULL,
    enabled boolean NOT NULL,
    color text NOT NULL,
    locale text NOT NULL,
    secret text NOT NULL,
    greeting text NOT NULL,
    suggested_questions text NOT NULL,
    allowed_origins text NOT NULL,
    business_hours_id uuid,
    team_ids text NOT NULL,
    pre_chat text NOT NULL,
    launcher text NOT NULL,
    routing text NOT NULL,
    wrap_up_seconds integer NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_inbox PRIMARY KEY (id)
);

CREATE TABLE logged_event (
    id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    inbox_id uuid NOT NULL,
    type text NOT NULL,
    at timestamp with time zone NOT NULL,
    actor_kind text NOT NULL,
    actor_id uuid,
    data text NOT NULL,
    CONSTRAINT pk_logged_event PRIMARY KEY (id)
);

CREATE TABLE message (
    conversation_id uuid NOT NULL,
    seq bigint NOT NULL,
    public_seq bigint,
    id uuid NOT NULL,
    sender_kind character varying(32) NOT NULL,
    sender_id uuid NOT NULL,
    sender_name text,
    client_message_id uuid NOT NULL,
    kind character varying(32) NOT NULL,
    text text NOT NULL,
    event_type text,
    event_data text,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_message PRIMARY KEY (conversation_id, seq)
);

CREATE TABLE offer (
    id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    agent_id uuid NOT NULL,
    ring integer NOT NULL,
    made_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    state character varying(32) NOT NULL,
    ended_at timestamp with time zone,
    reason text NOT NULL,
    decision_id uuid NOT NULL,
    CONSTRAINT pk_offer PRIMARY KEY (id)
);

CREATE TABLE routing_decision (
    id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    kind character varying(32) NOT NULL,
    agent_ids text NOT NULL,
    explanation text NOT NULL,
    CONSTRAINT pk_routing_decision PRIMARY KEY (id)
);

CREATE TABLE rule_firing (
    id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    rule_id uuid NOT NULL,
    rule_version integer NOT NULL,
    at timestamp with time zone NOT NULL,
    messages integer NOT NULL,
    CONSTRAINT pk_rule_firing PRIMARY KEY (id)
);

CREATE TABLE sla_clock (
    id uuid NOT NULL,
    conversation_id uuid NOT NULL,
    inbox_id uuid NOT NULL,
    team_id uuid,
    agent_id uuid,
    metric character varying(32) NOT NULL,
    policy_id uuid,
    policy_version integer,
    priority character varying(32) NOT NULL,
    target_seconds integer,
    started_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone,
    paused_since timestamp with time zone,
    paused_ms bigint NOT NULL,
    outcome character varying(32),
    outcome_at timestamp with time zone,
    responded_at timestamp with time zone,
    wall_ms bigint,
    business_ms bigint,
    ended_at timestamp with time zone,
    is_continued boolean NOT NULL,
    cause character varying(32),
    causes text NOT NULL,
    done_steps text NOT NULL,
    CONSTRAINT pk_sla_clock PRIMARY KEY (id)
);

CREATE TABLE sla_policy (
    id uuid NOT NULL,
    version integer NOT NULL,
    policy text NOT NULL,
    is_current boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_sla_policy PRIMARY KEY (id, version)
);

CREATE TABLE team (
    id uuid NOT NULL,
    name text NOT NULL,
    sibling_team_ids text NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_team PRIMARY KEY (id)
);

CREATE TABLE used_signature (
    hash character varying(64) NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_used_signature PRIMARY KEY (hash)
);

CREATE UNIQUE INDEX ix_agent_email ON agent (email);

CREATE INDEX ix_agent_session_agent_id ON agent_session (agent_id);

CREATE UNIQUE INDEX ix_api_token_hash ON api_token (hash);

CREATE INDEX ix_audit_entry_at ON audit_entry (at);

CREATE UNIQUE INDEX ix_canned_reply_shortcut ON canned_reply (shortcut);

CREATE UNIQUE INDEX ix_contact_external_inbox_id_external_id ON contact (external_inbox_id, external_id) WHERE external_id IS NOT NULL;

CREATE INDEX ix_contact_last_seen_at ON contact (last_seen_at);

CREATE INDEX ix_conversation_assignee_id_state ON conversation (assignee_id, state);

CREATE INDEX ix_conversation_contact_id_created_at ON conversation (contact_id, created_at);

CREATE UNIQUE INDEX ix_conversation_contact_id_inbox_id ON conversation (contact_id, inbox_id) WHERE state <> 'Closed';

CREATE INDEX ix_conversation_first_customer_message_at ON conversation (first_customer_message_at);

CREATE INDEX ix_conversation_closed_at ON conversation (closed_at);

CREATE INDEX ix_conversation_state_queued_at ON conversation (state, queued_at);

CREATE INDEX ix_durable_timer_conversation_id ON durable_timer (conversation_id) WHERE state = 'Armed';

CREATE INDEX ix_durable_timer_due_at ON durable_timer (due_at) WHERE state = 'Armed';

CREATE INDEX ix_durable_timer_subject_id ON durable_timer (subject_id) WHERE state = 'Armed';

CREATE UNIQUE INDEX ix_inbox_key ON inbox (key);

CREATE INDEX ix_logged_event_at ON logged_event (at);

CREATE INDEX ix_logged_event_conversation_id_id ON logged_event (conversation_id, id);

CREATE UNIQUE INDEX ix_message_conversation_id_client_message_id_sender_id ON message (conversation_id, client_message_id, sender_id);

CREATE UNIQUE INDEX ix_message_conversation_id_public_seq ON message (conversation_id, public_seq);

CREATE INDEX ix_offer_agent_id ON offer (agent_id) WHERE state = 'Open';

CREATE INDEX ix_offer_conversation_id ON offer (conversation_id);

CREATE UNIQUE INDEX ix_offer_conversation_id_agent_id ON offer (conversation_id, agent_id) WHERE state = 'Open';

CREATE INDEX ix_routing_decision_conversation_id_at ON routing_decision (conversation_id, at);

CREATE INDEX ix_rule_firing_conversation_id ON rule_firing (conversation_id);

CREATE INDEX ix_rule_firing_rule_id_at ON rule_firing (rule_id, at);

CREATE INDEX ix_sla_clock_conversation_id ON sla_clock (conversation_id);

CREATE INDEX ix_sla_clock_outcome_at ON sla_clock (outcome_at) WHERE outcome = 'Breached';

CREATE INDEX ix_used_signature_expires_at ON used_signature (expires_at);

ALTER TABLE conversation SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE agent_status SET (fillfactor = 50);
ALTER TABLE agent_lease SET (fillfactor = 50);
ALTER TABLE durable_timer SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);
