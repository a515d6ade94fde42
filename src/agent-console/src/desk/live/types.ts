import type { ConversationRow, CustomerPresence } from "@chatservice/client";

/** Answers of the HTTP calls that only the desk reads; see PROTOCOL.md §4. */
export interface Contact {
  id: string;
  name: string | null;
  email: string | null;
  phone: string | null;
  locale: string | null;
  level: string | null;
  verified: boolean;
  externalId: string | null;
  attributes: Record<string, string>;
  /** Said by the page, not signed. */
  pageAttributes?: Record<string, string>;
  note: string | null;
  createdAt: string;
  lastSeenAt: string | null;
  presence?: CustomerPresence | null;
  version: number;
}

/** A page that a customer was on, from then until the next one. */
export interface PageVisit {
  url: string;
  title: string | null;
  at: string;
}

export interface SlaClock {
  metric: string;
  startedAt: string;
  /** Null: no target applied. */
  dueAt: string | null;
  targetSeconds?: number | null;
  pausedSince?: string | null;
  outcome?: string | null;
  outcomeAt?: string | null;
  /** How long it took, in wall-clock time. */
  wallSeconds?: number | null;
  cause?: string | null;
}

/** Why a conversation went where it went. Agents are named where the server names them, else by id. */
export interface Decision {
  at: string;
  ring?: number | null;
  score?: number | null;
  queuePosition?: number | null;
  queueLength?: number | null;
  decidedBy?: string | null;
  kind?: string | null;
  chosen?: AgentRef | null;
  agentIds?: string[] | null;
  nextInLine?: AgentRef | null;
  eligibleCount?: number | null;
  candidates?: { agentId: string; name?: string | null; removedBy?: string | null }[] | null;
  removed?: { filter: string; count: number }[] | null;
}

export type AgentRef = string | { id: string; name?: string | null };

export interface ConversationDetails {
  conversation: ConversationRow;
  contact: Contact;
  earlier: ConversationRow[];
  sla: SlaClock[];
  routing: Decision | null;
}

export interface LogEntry {
  id: string | number;
  type: string;
  at: string;
  actorKind: string | null;
  actorId: string | null;
  data: Record<string, unknown> | null;
}

export interface CannedReply {
  id: string;
  shortcut: string;
  title: string;
  texts: Record<string, string>;
  inboxIds: string[];
  teamIds: string[];
}

export interface TeamRef {
  id: string;
  name: string;
}

export interface AgentEntry {
  id: string;
  name: string;
  status: string;
  activity: string;
  usedSlots: number;
  notResponding?: boolean;
  capacity: number;
  teamIds: string[];
  skills?: Record<string, number>;
  disabled?: boolean;
  avatarUrl?: string | null;
}

export interface SearchHit {
  conversation: ConversationRow;
  seq: number | null;
  snippet: string;
  /** A note is for colleagues only. */
  kind?: "text" | "note";
}
