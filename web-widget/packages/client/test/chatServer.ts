import type { Message, SenderKind, VisitorConversation } from "../src/protocol";
import { FakeServer } from "./fakeSocket";

/** One inbox with one visitor, as truthful as the tests need: seq without gaps, dedupe by client message id, Resume from the table. */
export class ChatServer extends FakeServer {
  messages: Message[] = [];
  conversation: VisitorConversation | null = null;
  sessions = 0;
  /** Pushes of the messages with these seqs are lost. */
  readonly losePush = new Set<number>();

  constructor() {
    super();
    this.handle("StartConversation", (input: { clientMessageId: string; text: string }) => {
      this.conversation ??= newConversation();
      const { seq, createdAt } = this.append("visitor", input.text, input.clientMessageId);
      return {
        conversationId: this.conversation.conversationId,
        seq,
        createdAt,
        state: this.conversation.state,
        queue: null,
      };
    });
    this.handle("SendMessage", (input: { clientMessageId: string; text: string }) => {
      const { seq, createdAt } = this.append("visitor", input.text, input.clientMessageId);
      return { seq, createdAt, duplicate: false };
    });
    this.handle("Resume", (input: { afterSeq: number }) => this.resume(input.afterSeq));
  }

  resume(afterSeq: number): object {
    const lastSeq = this.messages.length;
    if (afterSeq > lastSeq) return { messages: [], lastSeq, state: "active", resyncRequired: true };
    return {
      messages: this.messages.slice(afterSeq, afterSeq + 200),
      lastSeq,
      state: "active",
      resyncRequired: false,
      conversation: this.conversation && { ...this.conversation, lastSeq },
    };
  }

  append(kind: SenderKind, text: string, clientMessageId?: string): Message {
    const known = clientMessageId && this.messages.find((m) => m.clientMessageId === clientMessageId);
    if (known) return known;
    const seq = this.messages.length + 1;
    const message: Message = {
      conversationId: this.conversation?.conversationId ?? "c1",
      seq,
      messageId: `m${seq}`,
      clientMessageId: clientMessageId ?? null,
      sender: { kind, id: kind, name: kind === "agent" ? "Lin" : "" },
      kind: "text",
      text,
      createdAt: new Date().toISOString(),
    };
    this.messages.push(message);
    if (!this.losePush.has(seq)) this.push("MessageAppended", message);
    return message;
  }

  /** Stands in for `fetch`. */
  readonly fetch = (async (_url: string, init: RequestInit) => {
    this.sessions++;
    const body = JSON.parse(String(init.body)) as { inboxKey: string; visitorToken?: string };
    if (!this.up) throw new TypeError("Failed to fetch");
    const answer = {
      visitorToken: body.visitorToken ?? `visitor-${this.sessions}`,
      connectToken: `connect-${this.sessions}`,
      inbox: { key: body.inboxKey, name: "Shop", color: "#0055ff", open: true, locale: "en" },
      contact: { name: null, email: null, verified: false },
      conversation: this.conversation && { ...this.conversation, lastSeq: this.messages.length },
    };
    return new Response(JSON.stringify(answer), { status: 200 });
  }) as unknown as typeof fetch;
}

export function newConversation(change: Partial<VisitorConversation> = {}): VisitorConversation {
  const createdAt = new Date().toISOString();
  return { conversationId: "c1", state: "active", lastSeq: 0, readSeq: 0, agentReadSeq: 0, createdAt, ...change };
}

/** A mulberry32, so that a test sees the same "random" each time. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
