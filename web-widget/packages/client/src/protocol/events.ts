import type { AgentPresence, ConversationRow, Queue, VisitorConversation } from "./conversations";
import type { Message, Sender } from "./messages";
import type { Desk, OfferOutcome, SenderKind } from "./words";

// What the hubs push.

export interface TypingChanged {
  conversationId: string;
  sender: Sender;
  typing: boolean;
  preview?: string | null;
}

export interface ReadChanged {
  conversationId: string;
  reader: { kind: SenderKind; id: string };
  seq: number;
}

export interface Draining {
  reconnectInMs: number;
}

export interface Closed {
  code: "session_ended" | "slow_consumer" | "token_expired" | (string & {});
}

export interface DeskChanged {
  desk: Desk;
  open: boolean;
  opensAt?: string | null;
  changesAt?: string | null;
}

export type QueueChanged = Queue & { conversationId: string };

export interface OfferMade {
  offerId: string;
  conversationId: string;
  expiresAt: string;
  serverTime: string;
  reason?: { comparator?: string; ring?: number; freeSlots?: number; capacity?: number; waitedSeconds?: number } | null;
  conversation: ConversationRow;
}

export interface OfferEnded {
  offerId: string;
  conversationId: string;
  outcome: OfferOutcome;
}

export interface SlaWarning {
  conversationId: string;
  metric: string;
  step: string;
  action: string;
  dueAt: string;
  assigneeId?: string | null;
}

/** What a supervisor did to this agent's work. */
export interface AgentAlert {
  kind: "taken_over" | "status_set";
  conversationId?: string | null;
  by?: { id: string; name: string } | null;
  /** The status that was set. */
  status?: string | null;
  at: string;
}

export interface SlaBreached {
  conversationId: string;
  metric: string;
  dueAt: string;
  assigneeId?: string | null;
  cause: string;
}

/** What `/hubs/visitor` pushes. */
export interface VisitorHubEvents {
  MessageAppended: Message;
  ConversationChanged: VisitorConversation;
  TypingChanged: TypingChanged;
  ReadChanged: ReadChanged;
  QueueChanged: QueueChanged;
  DeskChanged: DeskChanged;
  Draining: Draining;
  Closed: Closed;
}

/** The agent may not see the conversation any longer. */
export interface WatchEnded {
  conversationId: string;
}

/** What `/hubs/agent` pushes. */
export interface AgentHubEvents {
  MessageAppended: Message;
  ConversationChanged: ConversationRow;
  TypingChanged: TypingChanged;
  ReadChanged: ReadChanged;
  OfferMade: OfferMade;
  OfferEnded: OfferEnded;
  Mentioned: { conversationId: string; seq: number; by: { id: string; name: string }; text: string };
  AgentChanged: AgentPresence;
  SlaWarning: SlaWarning;
  SlaBreached: SlaBreached;
  AgentAlert: AgentAlert;
  WatchEnded: WatchEnded;
  Draining: Draining;
  Closed: Closed;
}
