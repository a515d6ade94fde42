/** The shapes of the settings on the wire (PROTOCOL.md §4). Times are ISO 8601, durations whole seconds. */
import type { Role } from "../app/session";

export type { Role };

/** A text per language tag. */
export type Texts = Record<string, string>;

export interface Stored {
  id: string;
  version: number;
}

export interface Agent extends Stored {
  email: string;
  name: string;
  role: Role;
  locale: string | null;
  capacity: number;
  teamIds: string[];
  inboxIds: string[];
  /** Said by an admin; never follows from empty lists. */
  servesAll: boolean;
  skills: Record<string, number>;
  languages: string[];
  vipDesk: boolean;
  disabled: boolean;
  secondFactor?: boolean;
  avatarUrl?: string | null;
  status: string;
  activity: string;
  /** Has never chosen a password, so has never logged in. */
  invited?: boolean;
  /** Of an invited one: until then the link is good. Absent: it is over. */
  invitedUntil?: string | null;
  /** Strangers tried too many passwords; this agent's own browsers are not locked. */
  strangersLockedUntil?: string | null;
}

export interface Team extends Stored {
  name: string;
  siblingTeamIds: string[];
  memberIds: string[];
}

export const priorities = ["P0", "P1", "P2", "P3"] as const;
export type Priority = (typeof priorities)[number];

export const routingModes = ["offer_accept", "auto_accept", "ring_all", "manual"] as const;
export type RoutingMode = (typeof routingModes)[number];

export const ringScopes = ["best_agent", "same_skill", "sibling_teams", "anyone"] as const;
export type RingScope = (typeof ringScopes)[number];

export const comparators = [
  "owner",
  "last_agent",
  "vip_desk",
  "percent_free",
  "fewest_active",
  "longest_idle",
] as const;
export type Comparator = (typeof comparators)[number];

export interface Ring {
  afterSeconds: number;
  scope: RingScope;
  alertSupervisor: boolean;
  /** Whoever is there beats who knows best. */
  ignoreSkills: boolean;
}

export interface Routing {
  mode: RoutingMode;
  rings: Ring[];
  comparators: Comparator[];
  offerTimeoutSeconds: number;
  maxMisses: number;
  coolDownSeconds: number;
  priorityBoostSeconds: Record<Priority, number>;
  /** The least level, by skill. */
  requiredSkills: Record<string, number>;
}

export interface PreChat {
  askName: boolean;
  askEmail: boolean;
  required: boolean;
}

export interface Launcher {
  position: "right" | "left";
  offsetX: number;
  offsetY: number;
}

export interface Inbox extends Stored {
  key: string;
  name: string;
  enabled: boolean;
  color: string;
  locale: string;
  greeting: Texts;
  suggestedQuestions: Record<string, string[]>;
  allowedOrigins: string[];
  businessHoursId: string | null;
  teamIds: string[];
  preChat: PreChat;
  launcher: Launcher;
  routing: Routing;
  wrapUpSeconds: number;
  embedSnippet: string;
  /** What is promised to a new conversation; only read. */
  answersWithinSeconds?: number | null;
}

export interface CannedReply extends Stored {
  shortcut: string;
  title: string;
  texts: Texts;
  inboxIds: string[];
  teamIds: string[];
}

export const triggerTypes = [
  "conversation_started",
  "keyword",
  "outside_hours",
  "waiting",
  "agent_silent",
  "customer_silent",
  "closed",
] as const;
export type TriggerType = (typeof triggerTypes)[number];

export const actionTypes = [
  "reply",
  "set_priority",
  "add_tag",
  "assign_team",
  "require_skill",
  "hand_to_human",
  "hand_to_bot",
  "offer_callback",
  "close",
] as const;
export type ActionType = (typeof actionTypes)[number];

export interface RuleAction {
  type: ActionType;
  texts: Texts | null;
  value: string | null;
}

export interface RuleConditions {
  inboxIds: string[];
  teamIds: string[];
  languages: string[];
  levels: string[];
  priorities: Priority[];
  hours: "any" | "open" | "closed";
  /** Keyword and outside-hours rules keep quiet while an agent has the conversation, unless this says otherwise. */
  alsoWithAgent?: boolean;
  /** Who is at work: a text about waiting is true only while somebody is. */
  desk?: "any" | "staffed" | "nobody";
  /** One of the customer's messages matches (`found`), or none does. */
  said?: { pattern: string; found: boolean } | null;
}

export interface AutoReply extends Stored {
  name: string;
  enabled: boolean;
  order: number;
  trigger: { type: TriggerType; seconds: number | null };
  conditions: RuleConditions;
  keywords: { words: string[]; pattern: string | null } | null;
  actions: RuleAction[];
  oncePerConversation: boolean;
  cooldownSeconds: number;
  stopsOthers: boolean;
}

export interface Firing {
  conversationId: string;
  ruleVersion: number;
  at: string;
}

export const slaMetrics = ["firstResponse", "nextResponse", "resolution"] as const;
export type SlaMetric = (typeof slaMetrics)[number];

export const slaActions = [
  "warn_agent",
  "widen_routing",
  "alert_supervisor",
  "raise_priority",
  "auto_reply",
  "offer_callback",
  "notify",
] as const;
export type SlaAction = (typeof slaActions)[number];

export type Targets = Record<SlaMetric, Record<Priority, number | null>>;

export interface SlaStep {
  atSeconds: number;
  action: SlaAction;
}

export interface SlaPolicy extends Stored {
  name: string;
  inboxId: string | null;
  teamId: string | null;
  targets: Targets;
  steps: SlaStep[];
  breachActions: SlaAction[];
}

/** `end` at or before `start` runs over midnight. */
export interface Interval {
  start: string;
  end: string;
}

/** Monday is 1. */
export interface WeeklyInterval extends Interval {
  day: number;
}

export interface SpecialDay {
  date: string;
  closed: boolean;
  intervals: Interval[];
  name: string | null;
}

export interface BusinessHours extends Stored {
  name: string;
  timeZone: string;
  weekly: WeeklyInterval[];
  special: SpecialDay[];
}

export type TokenScope = "read" | "write";

export interface ApiToken {
  scope: TokenScope;
  /** Null: what its role gives. */
  inboxIds: string[] | null;
  id: string;
  name: string;
  role: Role;
  createdAt: string;
  lastUsedAt: string | null;
  expiresAt: string | null;
}

/** One change. `changes` names what was changed, by field. */
export interface AuditEntry {
  id: string;
  at: string;
  actorId: string | null;
  actorName: string | null;
  action: string;
  entity: string;
  entityId: string | null;
  entityName?: string | null;
  changes?: Record<string, unknown> | null;
}
