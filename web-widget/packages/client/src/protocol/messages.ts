import type { EventType, MessageKind, SenderKind } from "./words";

// What stands in a conversation.

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

/** Characters a text may have. */
export const maxTextLength = 8000;
