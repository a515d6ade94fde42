/** What `widget.js` puts on the page. Every call may be made before the widget has loaded, and returns a promise. */
export interface ChatServiceApi {
  /** Opens the chat and puts the caret into it. Resolves when it is on screen. */
  open(): Promise<void>;
  close(): Promise<void>;
  toggle(): Promise<void>;
  /**
   * Who the visitor is. `signature` is made by your server with the inbox's secret; see PROTOCOL.md, "identity". A signature is good for
   * five minutes: give a function that fetches one, and it is called when the chat is opened, and again when the session has ended.
   * `null` after a log-out: forgets the visitor and the conversation in this browser, and ends the visitor's tokens at the server.
   */
  identify(user: ChatServiceIdentity | null): Promise<void>;
  /** Facts the agents may see. Not signed, so shown as claimed. */
  setAttributes(attributes: Record<string, string>): Promise<void>;
  /** BCP 47, e.g. `en` or `zh-CN`. */
  setLocale(tag: string): Promise<void>;
  on<K extends keyof ChatServiceEvents>(event: K, listener: (value: ChatServiceEvents[K]) => void): Promise<void>;
  off<K extends keyof ChatServiceEvents>(event: K, listener: (value: ChatServiceEvents[K]) => void): Promise<void>;
  /** Answers that were not seen yet. */
  unread(): Promise<number>;
  /** Takes everything away: elements, listeners, timers, connection, and this object. Messages not sent yet stay in storage. */
  remove(): Promise<void>;
}

export interface ChatServiceUser {
  /** Of the signed form: 2, or 1 when it is absent. */
  version?: number;
  externalId: string;
  name?: string;
  email?: string;
  phone?: string;
  attributes?: Record<string, string>;
  /** Unix seconds, at most 5 minutes old. */
  issuedAt: number;
  /** Lower-case hex of the HMAC. */
  signature: string;
}

/** Signed when the page was made, or a function that fetches a fresh signature; its promise may give null for nobody. */
export type ChatServiceIdentity = ChatServiceUser | (() => ChatServiceUser | null | Promise<ChatServiceUser | null>);

export interface ChatServiceEvents {
  /** The launcher is there. Also told to those who begin listening later. */
  ready: undefined;
  open: undefined;
  close: undefined;
  /** Somebody answered. */
  message: {
    conversationId: string;
    seq: number;
    text: string;
    sender: { kind: string; name: string };
    createdAt: string;
  };
  unread: number;
  connection: "connecting" | "live" | "offline" | "stopped";
  /** `code` as in PROTOCOL.md §5. */
  error: { code: string; message: string };
}

declare global {
  interface Window {
    /** Before the script has run it may be an array of calls: `(window.ChatService ??= []).push(["open"])`. */
    ChatService?: ChatServiceApi;
  }
}
