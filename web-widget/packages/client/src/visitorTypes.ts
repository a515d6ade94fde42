import type { BackoffOptions } from "./backoff";
import type { ChatError } from "./errors";
import type { Exclusive } from "./exclusive";
import type { HubLinkOptions, LinkState } from "./hubLink";
import type { KeyValueStore } from "./keyValueStore";
import type { OutgoingEntry } from "./messageLog";
import type { InboxInfo, Message, PageInfo, VisitorContact, VisitorConversation } from "./protocol";

export interface VisitorChatOptions {
  /** `https://host`, no slash at the end. */
  origin: string;
  inboxKey: string;
  locale?: string;
  /** Where the visitor is now; asked each time it is told, so single-page navigation needs no watching. */
  page?: () => PageInfo;
  /** The rest is for tests and for hosts with their own storage. */
  store?: KeyValueStore;
  exclusive?: Exclusive;
  fetch?: typeof fetch;
  webSocket?: unknown;
  httpClient?: HubLinkOptions["httpClient"];
  backoff?: BackoffOptions;
}

/** Everything a screen needs; a new object after each change. */
export interface ChatView {
  /** Set when the server will not have us here: `inbox_unknown`, `origin_refused`, `session_ended` … */
  refusal: string | null;
  connection: LinkState;
  /** The connection was live once on this page: what is missing now was lost, not awaited. */
  everLive: boolean;
  /** What is not sent yet survives this page; false where the browser blocks storage or it is full. */
  kept: boolean;
  retryAt: number | null;
  inbox: InboxInfo | null;
  contact: VisitorContact | null;
  conversation: VisitorConversation | null;
  messages: readonly Message[];
  outgoing: readonly OutgoingEntry[];
  typing: { name: string } | null;
  unread: number;
  readSeq: number;
  /** Another number after everything was forgotten: what a screen remembers belongs to somebody else. */
  visitor: number;
}

export interface VisitorChatEvents {
  /** At most once per turn of the event loop. */
  change: ChatView;
  message: Message;
  unread: number;
  error: ChatError;
  /** The visitor opened or closed the chat in another tab. */
  open: boolean;
}

/** What tabs of one visitor tell one another. */
export type TabNote =
  | { type: "outbox" }
  | { type: "sent"; conversationId: string; clientMessageId: string; seq: number; createdAt: string }
  | { type: "read"; conversationId: string; seq: number }
  | { type: "open"; open: boolean }
  | { type: "forget" };

/** Prefix of everything an inbox keeps in storage, and the name of its locks and channel. */
export const storageName = (inboxKey: string): string => `chatservice:${inboxKey}`;
