import type { Queue, VisitorConversation } from "./conversations";
import type { Message } from "./messages";
import type { PageInfo } from "./session";
import type { ConversationState } from "./words";

// What goes into the hub calls, and what comes back.

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

/** `Resume` answers with at most this many messages a call. */
export const resumePageSize = 200;
