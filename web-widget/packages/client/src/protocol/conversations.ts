import type { AgentActivity, AgentStatus, ConversationState, Desk, Priority, Resolution, SenderKind } from "./words";

// A conversation as its two sides see it, and who answers.

export interface Queue {
  /** 1 = next. */
  position: number;
  etaSeconds?: number | null;
  etaLowSeconds?: number | null;
  etaHighSeconds?: number | null;
}

export interface VisitorConversation {
  conversationId: string;
  state: ConversationState;
  lastSeq: number;
  /** What the visitor has read. */
  readSeq: number;
  /** What the agents have read, in the visitor's numbers. */
  agentReadSeq: number;
  agent?: { id: string; name: string; avatarUrl?: string | null } | null;
  queue?: Queue | null;
  createdAt: string;
  closedAt?: string | null;
  reopenableUntil?: string | null;
  rating?: number | null;
  /** The customer's answer to "Was it solved?". */
  solved?: boolean | null;
  resolution?: Resolution | "ended_by_customer" | "abandoned" | null;
  /** While it waits: who is at work to answer it. */
  desk?: Desk | null;
}

export interface SlaState {
  metric: string;
  startedAt: string;
  dueAt: string;
  targetSeconds: number;
  breached: boolean;
}

/** Whether the customer has a page connected, since when, or when the last one closed. */
export interface CustomerPresence {
  online: boolean;
  since?: string | null;
  leftAt?: string | null;
}

/** A call-back that the customer asked for; open until somebody has done it. */
export interface CallbackState {
  phone?: string | null;
  email?: string | null;
  requestedAt?: string | null;
  doneAt?: string | null;
  doneBy?: { id: string; name: string } | null;
}

/** A close or a transfer that waits until `at` and can be undone. */
export interface Ending {
  kind: "close" | "transfer";
  by: { id: string; name: string };
  at: string;
  resolution?: Resolution | null;
  /** Name of the agent or team. */
  to?: string | null;
}

export interface ConversationRow {
  conversationId: string;
  inboxId: string;
  inboxName: string;
  channel: string;
  contact: {
    id: string;
    name: string;
    email?: string | null;
    phone?: string | null;
    locale?: string | null;
    level?: string | null;
    verified: boolean;
    /** A greater one says that what is known of the customer is to be read again. */
    version?: number;
  };
  /** Absent: never seen on a page. */
  presence?: CustomerPresence | null;
  state: ConversationState;
  priority: Priority;
  assignee?: { id: string; name: string } | null;
  teamId?: string | null;
  lastSeq: number;
  readSeq: number;
  visitorReadSeq: number;
  unread: number;
  lastMessage?: { text: string; senderKind: SenderKind; createdAt: string } | null;
  awaitingSince?: string | null;
  queuedAt?: string | null;
  /** Since when it waits in the queue this time; `queuedAt` is the original age. */
  queueEnteredAt?: string | null;
  createdAt: string;
  closedAt?: string | null;
  wrapUpUntil?: string | null;
  resolution?: Resolution | "ended_by_customer" | "abandoned" | null;
  ending?: Ending | null;
  /** Agents whom a note names and who have not seen it. */
  mentions?: string[];
  locale?: string | null;
  page?: { url: string; title?: string | null } | null;
  tags: string[];
  /** What its agent must know, with the least level (1 to 5). */
  skills?: Record<string, number> | null;
  sla?: SlaState | null;
  callback?: CallbackState | null;
  rating?: number | null;
  /** The customer's answer to "Was it solved?". */
  solved?: boolean | null;
  /** A colleague handed it over to its agent, who has not written yet. */
  handover?: { fromId: string; fromName: string; note?: string | null; at: string } | null;
  /** Grows with each change: drop a `ConversationChanged` whose version is not greater than what you show. */
  version: number;
}

export interface AgentPresence {
  agentId: string;
  name: string;
  status: AgentStatus;
  reason?: string | null;
  activity: AgentActivity;
  usedSlots: number;
  capacity: number;
  /** Too many offers passed unanswered; stands beside the activity, because the agent may be disconnected as well. */
  notResponding?: boolean;
}
