import { Emitter } from "./emitter";
import { MessageLog } from "./messageLog";
import type { OutboxEntry } from "./outbox";
import type {
  Message,
  QueueChanged,
  ReadChanged,
  ResumeAnswer,
  Sender,
  StartConversationAnswer,
  TypingChanged,
  VisitorConversation,
} from "./protocol";

export interface ThreadEvents {
  change: undefined;
  /** Somebody else wrote something that is not read yet. */
  message: Message;
}

const me: Sender = { kind: "visitor", id: "", name: "" };
const nothing = { messages: [], lastSeq: 0 };
/** A typing mark without another is over after this. */
const typingLifeMs = 5_000;

/** The visitor's conversation as far as this page knows it: its state, its messages, who types, and what was read. */
export class Thread {
  readonly #resume: (conversationId: string, afterSeq: number) => Promise<ResumeAnswer>;
  readonly events = new Emitter<ThreadEvents>();
  #conversation: VisitorConversation | null = null;
  #log: MessageLog;
  #readSeq = 0;
  #typing: { name: string } | null = null;
  #typingTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(resume: (conversationId: string, afterSeq: number) => Promise<ResumeAnswer>) {
    this.#resume = resume;
    this.#log = this.#openLog(null);
  }

  get conversation(): VisitorConversation | null {
    return this.#conversation;
  }

  get log(): MessageLog {
    return this.#log;
  }

  get typing(): { name: string } | null {
    return this.#typing;
  }

  get readSeq(): number {
    return this.#readSeq;
  }

  get unread(): number {
    return this.#log.messages.filter((message) => this.#isNews(message)).length;
  }

  /** Where the next message goes; null: it starts a conversation. */
  get writableId(): string | null {
    const conversation = this.#conversation;
    if (!conversation) return null;
    if (conversation.state !== "closed") return conversation.conversationId;
    const until = conversation.reopenableUntil ? Date.parse(conversation.reopenableUntil) : 0;
    return until > Date.now() ? conversation.conversationId : null;
  }

  /** What the server says now. Another conversation takes the place of this one. */
  take(conversation: VisitorConversation | null): void {
    if (conversation?.conversationId !== this.#conversation?.conversationId)
      this.#change(conversation?.conversationId ?? null);
    this.#conversation = conversation;
    this.#readSeq = Math.max(this.#readSeq, conversation?.readSeq ?? 0);
    this.#tell();
  }

  /** A change of this conversation, or of a newer one that another tab or an agent began. */
  changed(next: VisitorConversation): void {
    const current = this.#conversation;
    const same = current?.conversationId === next.conversationId;
    if (same || !current || next.createdAt >= current.createdAt) this.take(next);
    if (!same) void this.#log.resume().catch(() => undefined);
  }

  started(answer: StartConversationAnswer): void {
    const current = this.#conversation;
    if (current?.conversationId === answer.conversationId) {
      this.take({ ...current, state: answer.state, queue: answer.queue ?? null });
      return;
    }
    this.take({
      conversationId: answer.conversationId,
      state: answer.state,
      lastSeq: answer.seq,
      readSeq: 0,
      agentReadSeq: 0,
      queue: answer.queue ?? null,
      createdAt: answer.createdAt,
    });
  }

  appended(message: Message): void {
    if (message.conversationId !== this.#conversation?.conversationId) {
      if (this.writableId) return;
      const { conversationId, seq, createdAt } = message;
      this.started({ conversationId, seq, createdAt, state: "queued" });
    }
    if (message.sender.kind !== "visitor") this.#setTyping(null);
    this.#log.apply(message);
    // Whoever answers has read what was there; the server says so only when it says more.
    const { conversationId, seq, sender } = message;
    if (sender.kind === "agent") this.readChanged({ conversationId, seq, reader: sender });
  }

  typingChanged(typing: TypingChanged): void {
    if (typing.conversationId !== this.#conversation?.conversationId || typing.sender.kind === "visitor") return;
    this.#setTyping(typing.typing ? { name: typing.sender.name } : null);
  }

  readChanged(read: ReadChanged): void {
    if (read.conversationId !== this.#conversation?.conversationId) return;
    if (read.reader.kind === "visitor") this.markRead(read.seq);
    else this.#patch({ agentReadSeq: Math.max(read.seq, this.#conversation.agentReadSeq) });
  }

  queueChanged({ conversationId, ...queue }: QueueChanged): void {
    if (conversationId === this.#conversation?.conversationId) this.#patch({ queue, desk: "staffed" });
  }

  /** True when that is news. */
  markRead(seq: number): boolean {
    if (seq <= this.#readSeq) return false;
    this.#readSeq = seq;
    this.#tell();
    return true;
  }

  patch(change: Partial<VisitorConversation>): void {
    this.#patch(change);
  }

  /** Shows what waits in the outbox, whichever tab wrote it, and no longer what was discarded there. */
  mirror(entries: readonly OutboxEntry[]): void {
    const waiting = new Set(entries.map((entry) => entry.clientMessageId));
    for (const shown of this.#log.outgoing) {
      if (shown.state !== "sent" && !waiting.has(shown.clientMessageId))
        this.#log.removeOutgoing(shown.clientMessageId);
    }
    for (const entry of entries) {
      const shown = this.#log.outgoing.find((o) => o.clientMessageId === entry.clientMessageId);
      const state = entry.failed ? "failed" : "sending";
      if (shown?.state === "sent" || (shown?.state === state && shown.error === entry.failed)) continue;
      const { clientMessageId, text, kind, createdAt } = entry;
      this.#log.addOutgoing({ clientMessageId, text, kind, createdAt, state, error: entry.failed });
    }
  }

  close(): void {
    clearTimeout(this.#typingTimer);
    this.events.clear();
  }

  #change(conversationId: string | null): void {
    const waiting = this.#log.outgoing.filter((entry) => entry.state !== "sent");
    this.#readSeq = 0;
    this.#setTyping(null);
    this.#log = this.#openLog(conversationId);
    for (const entry of waiting) this.#log.addOutgoing(entry);
  }

  #openLog(conversationId: string | null): MessageLog {
    const log: MessageLog = new MessageLog({
      conversationId: conversationId ?? "",
      me,
      resume: (afterSeq) => (conversationId ? this.#catchUp(conversationId, afterSeq) : Promise.resolve(nothing)),
    });
    log.subscribe(() => this.#log === log && this.#tell());
    log.onAppended((message) => {
      if (this.#log === log && this.#isNews(message)) this.events.emit("message", message);
    });
    return log;
  }

  async #catchUp(conversationId: string, afterSeq: number): Promise<ResumeAnswer> {
    const answer = await this.#resume(conversationId, afterSeq);
    if (answer.conversation && conversationId === this.#conversation?.conversationId) this.take(answer.conversation);
    return answer;
  }

  #isNews(message: Message): boolean {
    return message.seq > this.#readSeq && message.sender.kind !== "visitor" && message.kind !== "event";
  }

  #setTyping(typing: { name: string } | null): void {
    clearTimeout(this.#typingTimer);
    if (typing) this.#typingTimer = setTimeout(() => this.#setTyping(null), typingLifeMs);
    if (typing?.name === this.#typing?.name) return;
    this.#typing = typing;
    this.#tell();
  }

  #patch(change: Partial<VisitorConversation>): void {
    if (!this.#conversation) return;
    this.#conversation = { ...this.#conversation, ...change };
    this.#tell();
  }

  #tell(): void {
    this.events.emit("change", undefined);
  }
}
