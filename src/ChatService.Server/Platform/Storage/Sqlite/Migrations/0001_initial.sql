CREATE TABLE "agent" (
    "id" TEXT NOT NULL CONSTRAINT "pk_agent" PRIMARY KEY,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "security_stamp" TEXT NOT NULL,
    "failed_logins" INTEGER NOT NULL,
    "locked_until" INTEGER NULL,
    "capacity" INTEGER NOT NULL,
    "team_ids" TEXT NOT NULL,
    "inbox_ids" TEXT NOT NULL,
    "skills" TEXT NOT NULL,
    "languages" TEXT NOT NULL,
    "vip_desk" INTEGER NOT NULL,
    "disabled" INTEGER NOT NULL,
    "service" INTEGER NOT NULL,
    "avatar_url" TEXT NULL,
    "created_at" INTEGER NOT NULL,
    "version" INTEGER NOT NULL
);

CREATE TABLE "agent_lease" (
    "agent_id" TEXT NOT NULL CONSTRAINT "pk_agent_lease" PRIMARY KEY,
    "node_id" TEXT NOT NULL,
    "node_epoch" INTEGER NOT NULL,
    "connected" INTEGER NOT NULL,
    "connected_at" INTEGER NOT NULL,
    "disconnected_at" INTEGER NULL,
    "lease_until" INTEGER NULL
);

CREATE TABLE "agent_session" (
    "id" TEXT NOT NULL CONSTRAINT "pk_agent_session" PRIMARY KEY,
    "agent_id" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "expires_at" INTEGER NOT NULL,
    "ended_at" INTEGER NULL,
    "user_agent" TEXT NULL
);

CREATE TABLE "agent_status" (
    "agent_id" TEXT NOT NULL CONSTRAINT "pk_agent_status" PRIMARY KEY,
    "status" TEXT NOT NULL,
    "reason" TEXT NULL,
    "status_since" INTEGER NOT NULL,
    "misses_in_row" INTEGER NOT NULL,
    "not_responding" INTEGER NOT NULL,
    "cool_down_until" INTEGER NULL,
    "idle_since" INTEGER NOT NULL,
    "version" INTEGER NOT NULL
);

CREATE TABLE "api_token" (
    "id" TEXT NOT NULL CONSTRAINT "pk_api_token" PRIMARY KEY,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "agent_id" TEXT NOT NULL,
    "created_by_id" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL,
    "expires_at" INTEGER NULL,
    "last_used_at" INTEGER NULL
);

CREATE TABLE "audit_entry" (
    "id" TEXT NOT NULL CONSTRAINT "pk_audit_entry" PRIMARY KEY,
    "at" INTEGER NOT NULL,
    "actor_id" TEXT NULL,
    "actor_name" TEXT NULL,
    "action" TEXT NOT NULL,
    "entity" TEXT NOT NULL,
    "entity_id" TEXT NULL,
    "entity_name" TEXT NULL,
    "changes" TEXT NOT NULL
);

CREATE TABLE "auto_reply_rule" (
    "id" TEXT NOT NULL CONSTRAINT "pk_auto_reply_rule" PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "rule" TEXT NOT NULL,
    "changed_at" INTEGER NOT NULL
);

CREATE TABLE "auto_reply_rule_version" (
    "rule_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "rule" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    "agent_id" TEXT NULL,
    CONSTRAINT "pk_auto_reply_rule_version" PRIMARY KEY ("rule_id", "version")
);

CREATE TABLE "business_hours" (
    "id" TEXT NOT NULL CONSTRAINT "pk_business_hours" PRIMARY KEY,
    "name" TEXT NOT NULL,
    "definition" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);

CREATE TABLE "canned_reply" (
    "id" TEXT NOT NULL CONSTRAINT "pk_canned_reply" PRIMARY KEY,
    "shortcut" TEXT NOT NULL,
    "titles" TEXT NOT NULL,
    "texts" TEXT NOT NULL,
    "inbox_ids" TEXT NOT NULL,
    "team_ids" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);

CREATE TABLE "contact" (
    "id" TEXT NOT NULL CONSTRAINT "pk_contact" PRIMARY KEY,
    "name" TEXT NULL,
    "email" TEXT NULL,
    "phone" TEXT NULL,
    "locale" TEXT NOT NULL,
    "level" TEXT NULL,
    "verified" INTEGER NOT NULL,
    "external_id" TEXT NULL,
    "external_inbox_id" TEXT NULL,
    "attributes" TEXT NOT NULL,
    "note" TEXT NULL,
    "created_at" INTEGER NOT NULL,
    "last_seen_at" INTEGER NOT NULL,
    "version" INTEGER NOT NULL
);

CREATE TABLE "conversation" (
    "id" TEXT NOT NULL CONSTRAINT "pk_conversation" PRIMARY KEY,
    "inbox_id" TEXT NOT NULL,
    "contact_id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "priority" TEXT NOT NULL,
    "assignee_id" TEXT NULL,
    "team_id" TEXT NULL,
    "locale" TEXT NOT NULL,
    "page_url" TEXT NULL,
    "page_title" TEXT NULL,
    "tags" TEXT NOT NULL,
    "last_seq" INTEGER NOT NULL,
    "public_seq" INTEGER NOT NULL,
    "agent_read_seq" INTEGER NOT NULL,
    "visitor_read_seq" INTEGER NOT NULL,
    "unread" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL,
    "queued_at" INTEGER NULL,
    "first_queued_at" INTEGER NULL,
    "ring_started_at" INTEGER NULL,
    "ring_reached" INTEGER NOT NULL,
    "excluded_agent_ids" TEXT NOT NULL,
    "excluded_until" INTEGER NULL,
    "last_agent_id" TEXT NULL,
    "preferred_agent_id" TEXT NULL,
    "first_accepted_at" INTEGER NULL,
    "assigned_at" INTEGER NULL,
    "first_customer_message_at" INTEGER NULL,
    "first_response_at" INTEGER NULL,
    "first_responder_id" TEXT NULL,
    "awaiting_since" INTEGER NULL,
    "last_human_message_at" INTEGER NULL,
    "auto_reply_memory" TEXT NULL,
    "last_activity_at" INTEGER NOT NULL,
    "last_message_at" INTEGER NULL,
    "last_message_text" TEXT NULL,
    "last_message_sender" TEXT NULL,
    "closed_at" INTEGER NULL,
    "resolution" TEXT NULL,
    "abandoned_at" INTEGER NULL,
    "wrap_up_until" INTEGER NULL,
    "rating" INTEGER NULL,
    "rating_comment" TEXT NULL,
    "rated_at" INTEGER NULL,
    "sla_metric" TEXT NULL,
    "sla_started_at" INTEGER NULL,
    "sla_due_at" INTEGER NULL,
    "sla_target_seconds" INTEGER NULL,
    "sla_breached" INTEGER NOT NULL,
    "callback_phone" TEXT NULL,
    "callback_email" TEXT NULL,
    "version" INTEGER NOT NULL
);

CREATE TABLE "data_key" (
    "id" TEXT NOT NULL CONSTRAINT "pk_data_key" PRIMARY KEY,
    "friendly_name" TEXT NOT NULL,
    "xml" TEXT NOT NULL,
    "created_at" INTEGER NOT NULL
);

CREATE TABLE "durable_timer" (
    "id" TEXT NOT NULL CONSTRAINT "pk_durable_timer" PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "conversation_id" TEXT NULL,
    "subject_id" TEXT NULL,
    "argument" TEXT NULL,
    "due_at" INTEGER NOT NULL,
    "armed_at" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "ended_at" INTEGER NULL
);

CREATE TABLE "inbox" (
    "id" TEXT NOT NULL CONSTRAINT "pk_inbox" PRIMARY KEY,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "enabled" INTEGER NOT NULL,
    "color" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "greeting" TEXT NOT NULL,
    "suggested_questions" TEXT NOT NULL,
    "allowed_origins" TEXT NOT NULL,
    "business_hours_id" TEXT NULL,
    "team_ids" TEXT NOT NULL,
    "pre_chat" TEXT NOT NULL,
    "launcher" TEXT NOT NULL,
    "routing" TEXT NOT NULL,
    "wrap_up_seconds" INTEGER NOT NULL,
    "version" INTEGER NOT NULL
);

CREATE TABLE "logged_event" (
    "id" TEXT NOT NULL CONSTRAINT "pk_logged_event" PRIMARY KEY,
    "conversation_id" TEXT NOT NULL,
    "inbox_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT NULL,
    "data" TEXT NOT NULL
);

CREATE TABLE "message" (
    "conversation_id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "public_seq" INTEGER NULL,
    "id" TEXT NOT NULL,
    "sender_kind" TEXT NOT NULL,
    "sender_id" TEXT NOT NULL,
    "sender_name" TEXT NULL,
    "client_message_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "event_type" TEXT NULL,
    "event_data" TEXT NULL,
    "created_at" INTEGER NOT NULL,
    CONSTRAINT "pk_message" PRIMARY KEY ("conversation_id", "seq")
);

CREATE TABLE "offer" (
    "id" TEXT NOT NULL CONSTRAINT "pk_offer" PRIMARY KEY,
    "conversation_id" TEXT NOT NULL,
    "agent_id" TEXT NOT NULL,
    "ring" INTEGER NOT NULL,
    "made_at" INTEGER NOT NULL,
    "expires_at" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "ended_at" INTEGER NULL,
    "reason" TEXT NOT NULL,
    "decision_id" TEXT NOT NULL
);

CREATE TABLE "routing_decision" (
    "id" TEXT NOT NULL CONSTRAINT "pk_routing_decision" PRIMARY KEY,
    "conversation_id" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "agent_ids" TEXT NOT NULL,
    "explanation" TEXT NOT NULL
);

CREATE TABLE "rule_firing" (
    "id" TEXT NOT NULL CONSTRAINT "pk_rule_firing" PRIMARY KEY,
    "conversation_id" TEXT NOT NULL,
    "rule_id" TEXT NOT NULL,
    "rule_version" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    "messages" INTEGER NOT NULL
);

CREATE TABLE "sla_clock" (
    "id" TEXT NOT NULL CONSTRAINT "pk_sla_clock" PRIMARY KEY,
    "conversation_id" TEXT NOT NULL,
    "inbox_id" TEXT NOT NULL,
    "team_id" TEXT NULL,
    "agent_id" TEXT NULL,
    "metric" TEXT NOT NULL,
    "policy_id" TEXT NULL,
    "policy_version" INTEGER NULL,
    "priority" TEXT NOT NULL,
    "target_seconds" INTEGER NULL,
    "started_at" INTEGER NOT NULL,
    "due_at" INTEGER NULL,
    "paused_since" INTEGER NULL,
    "paused_ms" INTEGER NOT NULL,
    "outcome" TEXT NULL,
    "outcome_at" INTEGER NULL,
    "responded_at" INTEGER NULL,
    "wall_ms" INTEGER NULL,
    "business_ms" INTEGER NULL,
    "ended_at" INTEGER NULL,
    "is_continued" INTEGER NOT NULL,
    "cause" TEXT NULL,
    "causes" TEXT NOT NULL,
    "done_steps" TEXT NOT NULL
);

CREATE TABLE "sla_policy" (
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "policy" TEXT NOT NULL,
    "is_current" INTEGER NOT NULL,
    "created_at" INTEGER NOT NULL,
    CONSTRAINT "pk_sla_policy" PRIMARY KEY ("id", "version")
);

CREATE TABLE "team" (
    "id" TEXT NOT NULL CONSTRAINT "pk_team" PRIMARY KEY,
    "name" TEXT NOT NULL,
    "sibling_team_ids" TEXT NOT NULL,
    "version" INTEGER NOT NULL
);

CREATE UNIQUE INDEX "ix_agent_email" ON "agent" ("email");

CREATE INDEX "ix_agent_session_agent_id" ON "agent_session" ("agent_id");

CREATE UNIQUE INDEX "ix_api_token_hash" ON "api_token" ("hash");

CREATE INDEX "ix_audit_entry_at" ON "audit_entry" ("at");

CREATE UNIQUE INDEX "ix_canned_reply_shortcut" ON "canned_reply" ("shortcut");

CREATE UNIQUE INDEX "ix_contact_external_inbox_id_external_id" ON "contact" ("external_inbox_id", "external_id") WHERE external_id IS NOT NULL;

CREATE INDEX "ix_contact_last_seen_at" ON "contact" ("last_seen_at");

CREATE INDEX "ix_conversation_assignee_id_state" ON "conversation" ("assignee_id", "state");

CREATE INDEX "ix_conversation_contact_id_created_at" ON "conversation" ("contact_id", "created_at");

CREATE UNIQUE INDEX "ix_conversation_contact_id_inbox_id" ON "conversation" ("contact_id", "inbox_id") WHERE state <> 'Closed';

CREATE INDEX "ix_conversation_first_customer_message_at" ON "conversation" ("first_customer_message_at");

CREATE INDEX "ix_conversation_last_activity_at" ON "conversation" ("last_activity_at");

CREATE INDEX "ix_conversation_state_queued_at" ON "conversation" ("state", "queued_at");

CREATE INDEX "ix_durable_timer_conversation_id" ON "durable_timer" ("conversation_id") WHERE state = 'Armed';

CREATE INDEX "ix_durable_timer_due_at" ON "durable_timer" ("due_at") WHERE state = 'Armed';

CREATE INDEX "ix_durable_timer_subject_id" ON "durable_timer" ("subject_id") WHERE state = 'Armed';

CREATE UNIQUE INDEX "ix_inbox_key" ON "inbox" ("key");

CREATE INDEX "ix_logged_event_at" ON "logged_event" ("at");

CREATE INDEX "ix_logged_event_conversation_id_id" ON "logged_event" ("conversation_id", "id");

CREATE UNIQUE INDEX "ix_message_conversation_id_client_message_id_sender_id" ON "message" ("conversation_id", "client_message_id", "sender_id");

CREATE UNIQUE INDEX "ix_message_conversation_id_public_seq" ON "message" ("conversation_id", "public_seq");

CREATE INDEX "ix_offer_agent_id" ON "offer" ("agent_id") WHERE state = 'Open';

CREATE INDEX "ix_offer_conversation_id" ON "offer" ("conversation_id");

CREATE UNIQUE INDEX "ix_offer_conversation_id_agent_id" ON "offer" ("conversation_id", "agent_id") WHERE state = 'Open';

CREATE INDEX "ix_routing_decision_conversation_id_at" ON "routing_decision" ("conversation_id", "at");

CREATE INDEX "ix_rule_firing_conversation_id" ON "rule_firing" ("conversation_id");

CREATE INDEX "ix_rule_firing_rule_id_at" ON "rule_firing" ("rule_id", "at");

CREATE INDEX "ix_sla_clock_conversation_id" ON "sla_clock" ("conversation_id");

CREATE INDEX "ix_sla_clock_outcome_at" ON "sla_clock" ("outcome_at") WHERE outcome = 'Breached';

