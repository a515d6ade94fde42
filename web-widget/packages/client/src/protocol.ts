/**
 * The words on the wire, as in `src/ChatService.Contracts/PROTOCOL.md`. Ids are UUID strings, times are ISO 8601 in UTC,
 * durations are whole seconds. An absent optional field and `null` mean the same. A server may add values to any of the unions.
 */

export type SenderKind = "visitor" | "agent" | "bot" | "system";
export type MessageKind = "text" | "image" | "file" | "voice" | "video" | "note" | "event";
export type ConversationState =
  | "queued"
  | "offered"
  | "active"
  | "wrap_up"
  | "closed"
  | "waiting_customer"
  | "snoozed"
  | "bot";
export type EventType =
  | "conversation_started"
  | "assigned"
  | "transferred"
  | "agent_left"
  | "returned_to_queue"
  | "reopened"
  | "closed"
  | "rated"
  | "callback_requested"
  | "priority_changed";
export type Priority = "P0" | "P1" | "P2" | "P3";
export type AgentStatus = "available" | "away" | "offline";
export type AgentActivity = "idle" | "offered" | "on_contact" | "wrap_up" | "not_responding" | "disconnected";
export type Resolution = "resolved" | "unresolved" | "spam";
export type OfferOutcome = "accepted" | "declined" | "expired" | "withdrawn";

export interface Sender {
  kind: SenderKind;
  id: string;
  name: string;
}

/** A system line. Clients word it in their own language from `type`, and fall back to the message's text. */
export interface SystemEvent {
  type: EventType | (string & {});
  data: Record<string, string>;
}

export interface Attachment {
  id: string;
  name?: string | null;
  contentType?: string | null;
  size?: number | null;
  url?: string | null;
}

export interface Message {
  conversationId: string;
  /** 1, 2, 3 … without a gap, in the numbers of the audience that hears it. */
  seq: number;
  messageId: string;
  clientMessageId?: string | null;
  sender: Sender;
  kind: MessageKind;
  text: string;
  attachments?: Attachment[];
  createdAt: string;
  event?: SystemEvent | null;
}

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
  resolution?: Resolution | null;
}

export interface SlaState {
  metric: string;
  startedAt: string;
  dueAt: string;
  targetSeconds: number;
  breached: boolean;
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
  };
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
  createdAt: string;
  closedAt?: string | null;
  wrapUpUntil?: string | null;
  resolution?: Resolution | null;
  locale?: string | null;
  page?: { url: string; title?: string | null } | null;
  tags: string[];
  sla?: SlaState | null;
  callback?: { phone?: string | null; email?: string | null } | null;
  rating?: number | null;
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
}

export interface InboxInfo {
  key: string;
  name: string;
  color: string;
  open: boolean;
  opensAt?: string | null;
  locale: string;
  greeting?: string | null;
  suggestedQuestions?: string[];
  preChat?: { askName: boolean; askEmail: boolean; required: boolean } | null;
  launcher?: { position: "right" | "left"; offsetX: number; offsetY: number } | null;
  answersWithinSeconds?: number | null;
}

export interface VisitorContact {
  name?: string | null;
  email?: string | null;
  verified: boolean;
}

/** Who the site says the visitor is; `signature` is the HMAC made by the site's server. */
export interface Identity {
  externalId: string;
  name?: string;
  email?: string;
  phone?: string;
  attributes?: Record<string, string>;
  /** Unix seconds, at most 5 minutes old. */
  issuedAt: number;
  signature: string;
}

export interface PageInfo {
  url: string;
  title?: string;
  referrer?: string;
}

export interface SessionRequest {
  inboxKey: string;
  visitorToken?: string;
  locale?: string;
  page?: PageInfo;
  identity?: Identity;
}

export interface SessionAnswer {
  visitorToken: string;
  connectToken: string;
  inbox: InboxInfo;
  contact: VisitorContact;
  conversation?: VisitorConversation | null;
}

export interface StartConversationRequest {
  clientMessageId: string;
  text: string;
  name?: string;
  email?: string;
  page?: PageInfo;
}

export interface StartConversationAnswer {
  conversationId: string;
  seq: number;
  createdAt: string;
  state: ConversationState;
  queue?: Queue | null;
}

export interface SendMessageRequest {
  conversationId: string;
  clientMessageId: string;
  text: string;
  attachmentIds?: string[];
}

export interface SendAnswer {
  seq: number;
  createdAt: string;
  duplicate?: boolean;
}

export interface ResumeAnswer<TConversation = VisitorConversation> {
  messages: Message[];
  lastSeq: number;
  state: ConversationState;
  resyncRequired?: boolean;
  conversation?: TConversation | null;
}

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
  Draining: Draining;
  Closed: Closed;
}

/** What `/hubs/agent` pushes. */
export interface AgentHubEvents {
  MessageAppended: Message;
  ConversationChanged: ConversationRow;
  TypingChanged: TypingChanged;
  ReadChanged: ReadChanged;
  OfferMade: OfferMade;
  OfferEnded: OfferEnded;
  AgentChanged: AgentPresence;
  SlaWarning: SlaWarning;
  SlaBreached: SlaBreached;
  Draining: Draining;
  Closed: Closed;
}

/** `Resume` answers with at most this many messages a call. */
export const resumePageSize = 200;
/** Characters a text may have. */
export const maxTextLength = 8000;
