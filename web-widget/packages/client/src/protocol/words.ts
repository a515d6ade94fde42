// The closed lists of words. A server may add values to any of them.

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
  | "callback_offered"
  | "callback_requested"
  | "priority_changed";
export type Priority = "P0" | "P1" | "P2" | "P3";
export type AgentStatus = "available" | "away" | "offline";
export type AgentActivity = "idle" | "offered" | "on_contact" | "wrap_up" | "not_responding" | "disconnected";
export type Resolution = "resolved" | "unresolved" | "spam";
export type OfferOutcome = "accepted" | "declined" | "expired" | "withdrawn";

/** Somebody who serves the inbox is at work; nobody is; it is outside business hours. */
export type Desk = "staffed" | "nobody" | "closed";
