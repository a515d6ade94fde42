import type { Identity, Message, SenderKind, VisitorConversation } from "../src/protocol";
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

  /** Bodies of all session requests, in their order. */
  readonly asked: { visitorToken?: string; identity?: Identity }[] = [];
  /** Tokens that a log-out has ended. */
  readonly ended: string[] = [];
  /** Whose the conversation is; null: everybody's who asks. */
  owner: string | null = null;
  /** Session requests are answered when this has resolved. */
  gate: Promise<void> = Promise.resolve();
  /** Refuses identities of these people. */
  readonly refused = new Set<string>();

  /** Stands in for `fetch`. */
  readonly fetch = (async (url: string, init: RequestInit) => {
    const body = JSON.parse(String(init.body)) as { inboxKey: string; visitorToken?: string; identity?: Identity };
    if (url.endsWith("/end")) {
      this.ended.push(String(body.visitorToken));
      return new Response("{}", { status: 200 });
    }
    this.sessions++;
    this.asked.push(body);
    const session = this.sessions;
    await this.gate;
    if (!this.up) throw new TypeError("Failed to fetch");
    if (body.visitorToken && this.ended.includes(body.visitorToken)) return refusal("token_expired");
    if (body.identity && this.refused.has(body.identity.externalId)) return refusal("identity_refused");
    const visitorToken = body.identity
      ? `person-${body.identity.externalId}`
      : (body.visitorToken ?? `visitor-${session}`);
    // A token of a real server is never the same again.
    if (body.identity && this.ended.includes(visitorToken)) this.ended.splice(this.ended.indexOf(visitorToken), 1);
    const seen = this.owner === null || this.owner === visitorToken;
    const answer = {
      visitorToken,
      connectToken: `connect-${session}`,
      inbox: { key: body.inboxKey, name: "Shop", color: "#0055ff", open: true, locale: "en" },
      contact: { name: null, email: null, verified: visitorToken.startsWith("person-") },
      conversation: seen ? this.conversation && { ...this.conversation, lastSeq: this.messages.length } : null,
    };
    return new Response(JSON.stringify(answer), { status: 200 });
  }) as unknown as typeof fetch;
}

const refusal = (code: string): Response => new Response(JSON.stringify({ code, detail: code }), { status: 401 });

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
