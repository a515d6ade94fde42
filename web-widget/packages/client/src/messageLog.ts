import { Emitter } from "./emitter";
import type { Message, ResumeAnswer, Sender } from "./protocol";

/** `sending`: in the outbox; `sent`: committed; `failed`: refused, waits for a decision of the person. */
export type DeliveryState = "sending" | "sent" | "failed";

/** A message that is on its way: shown at once, after everything that is confirmed. */
export interface OutgoingEntry {
  clientMessageId: string;
  text: string;
  kind: "text" | "note";
  createdAt: string;
  state: DeliveryState;
  /** Set once the ack came, until the log has reached it. */
  seq?: number;
  /** Code of the refusal when `failed`. */
  error?: string;
}

export interface MessageLogOptions {
  /** `Resume {afterSeq}` of this conversation. */
  resume: (afterSeq: number) => Promise<Pick<ResumeAnswer<unknown>, "messages" | "lastSeq" | "resyncRequired">>;
  /** Who writes here; needed to show an acknowledged message before its push arrives. */
  me?: Sender;
  conversationId: string;
  /** Begin after this seq instead of at the start; earlier ones are put in with `prepend`. */
  startAfter?: number;
}

/** Waits between asking again when the table is behind a push. The sum stays below two seconds. */
const lagWaitsMs = [100, 250, 500, 900];

/** Pushes of two nodes overtake each other by a few milliseconds; only a hole that is older than this is asked for. */
const overtakenMs = 100;

/** So many later ones are kept meanwhile; with more it asks at once. */
const keptAtMost = 50;

/**
 * The messages of one conversation as one audience sees them: ordered by seq, each once, without a hole. A push is a hint and the
 * table is the truth: the next one is applied, a known one is dropped, a later one kept until its turn comes; when that takes too
 * long, it asks `resume` from its last.
 */
export class MessageLog {
  readonly #options: MessageLogOptions;
  readonly #changed = new Emitter<{ change: undefined; appended: Message }>();
  #messages: Message[] = [];
  #outgoing: OutgoingEntry[] = [];
  #base: number;
  /** Seq of messages made from an ack; the pushed or resumed one takes its place. */
  readonly #provisional = new Set<number>();
  /** Pushed ahead of their turn, by seq. */
  readonly #later = new Map<number, Message>();
  #patience: ReturnType<typeof setTimeout> | undefined;
  #highest: number;
  #running: Promise<void> | null = null;
  #again = false;

  constructor(options: MessageLogOptions) {
    this.#options = options;
    this.#base = options.startAfter ?? 0;
    this.#highest = this.#base;
  }

  get conversationId(): string {
    return this.#options.conversationId;
  }

  /** Confirmed, in order. A new array after each change. */
  get messages(): readonly Message[] {
    return this.#messages;
  }

  /** Not confirmed yet, in the order of writing. A new array after each change. */
  get outgoing(): readonly OutgoingEntry[] {
    return this.#outgoing;
  }

  get lastSeq(): number {
    return this.#base + this.#messages.length;
  }

  /** Seq of the earliest one held, or of the next one when none is. */
  get firstSeq(): number {
    return this.#base + 1;
  }

  /** Called after each change. Returns the function that stops it. */
  subscribe(listener: () => void): () => void {
    return this.#changed.on("change", listener);
  }

  /** Called once for each message that becomes part of the log at its end, pushed or caught up. */
  onAppended(listener: (message: Message) => void): () => void {
    return this.#changed.on("appended", listener);
  }

  /** Takes a pushed message. A hole that does not close by itself is healed in the background. */
  apply(message: Message): "applied" | "known" | "hole" {
    const result = this.#place(message);
    if (result === "hole") this.#keep(message);
    else if (result === "applied") this.#tell();
    return result;
  }

  /** Asks for everything after the last one until nothing is missing. Calls while one runs share it. Rejects when the asking fails. */
  resume(): Promise<void> {
    this.#again = this.#running !== null;
    this.#running ??= this.#catchUp().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** Puts earlier messages (a page of the history, ending right before `firstSeq`) in front. Others are ignored. */
  prepend(messages: readonly Message[]): void {
    const earlier = messages.filter((m) => m.seq <= this.#base).sort((a, b) => a.seq - b.seq);
    const joins = earlier.length > 0 && earlier.every((m, i) => m.seq === this.#base - earlier.length + 1 + i);
    if (!joins) return;
    this.#base -= earlier.length;
    this.#messages = [...earlier, ...this.#messages];
    this.#tell();
  }

  /** Shows a message that is on its way (again). */
  addOutgoing(entry: Omit<OutgoingEntry, "state"> & { state?: DeliveryState }): void {
    if (this.#messages.some((m) => m.clientMessageId === entry.clientMessageId)) return;
    const next: OutgoingEntry = { state: "sending", ...entry };
    const at = this.#outgoing.findIndex((o) => o.clientMessageId === entry.clientMessageId);
    this.#outgoing = at < 0 ? [...this.#outgoing, next] : this.#outgoing.with(at, next);
    this.#tell();
  }

  /** The ack: it is committed under this seq. */
  confirm(clientMessageId: string, ack: { seq: number; createdAt: string; messageId?: string }): void {
    const entry = this.#outgoing.find((o) => o.clientMessageId === clientMessageId);
    if (!entry) return;
    this.#highest = Math.max(this.#highest, ack.seq);
    if (ack.seq <= this.lastSeq) this.#drop(clientMessageId);
    else if (ack.seq === this.lastSeq + 1 && this.#options.me) {
      this.#provisional.add(ack.seq);
      this.#append(this.#provisionalMessage(entry, ack));
    } else {
      this.#outgoing = this.#outgoing.map((o) => (o === entry ? { ...o, state: "sent", ...ack } : o));
      this.#wait();
    }
    this.#tell();
  }

  fail(clientMessageId: string, error: string): void {
    this.#outgoing = this.#outgoing.map((o) =>
      o.clientMessageId === clientMessageId ? { ...o, state: "failed", error } : o,
    );
    this.#tell();
  }

  removeOutgoing(clientMessageId: string): void {
    this.#drop(clientMessageId);
    this.#tell();
  }

  #place(message: Message): "applied" | "known" | "hole" {
    this.#highest = Math.max(this.#highest, message.seq);
    if (message.seq <= this.lastSeq) return this.#settle(message);
    if (message.seq > this.lastSeq + 1) return "hole";
    this.#append(message);
    return "applied";
  }

  #keep(message: Message): void {
    if (this.#later.size < keptAtMost) {
      this.#later.set(message.seq, message);
      this.#wait();
    } else this.#ask();
  }

  /** Asks for what is missing unless it has come by then. */
  #wait(): void {
    this.#patience ??= setTimeout(() => {
      this.#patience = undefined;
      if (this.lastSeq < this.#highest) this.#ask();
    }, overtakenMs);
  }

  #ask(): void {
    void this.resume().catch(() => undefined);
  }

  /** A known one is dropped, unless ours was made from an ack: the server's version is the true one. */
  #settle(message: Message): "applied" | "known" {
    if (!this.#provisional.delete(message.seq)) return "known";
    this.#messages = this.#messages.with(message.seq - this.#base - 1, message);
    return "applied";
  }

  #append(message: Message): void {
    this.#messages = [...this.#messages, message];
    if (message.clientMessageId) this.#drop(message.clientMessageId);
    this.#changed.emit("appended", message);
    const next = this.#later.get(this.lastSeq + 1);
    this.#later.delete(this.lastSeq);
    if (next) this.#append(next);
  }

  #drop(clientMessageId: string): void {
    this.#outgoing = this.#outgoing.filter((o) => o.clientMessageId !== clientMessageId);
  }

  async #catchUp(): Promise<void> {
    for (let lag = 0; ; ) {
      this.#again = false;
      const before = this.lastSeq;
      const answer = await this.#options.resume(before);
      const resync = answer.resyncRequired === true && before > 0;
      if (resync) this.#forget();
      for (const message of answer.messages) this.#place(message);
      this.#tell();
      const target = Math.max(answer.lastSeq, this.#highest);
      if (resync || (this.lastSeq < target && this.lastSeq > before)) continue;
      if (this.lastSeq >= target) {
        if (!this.#again) return;
        continue;
      }
      const wait = lagWaitsMs[lag++];
      if (wait === undefined) return;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }

  /** Our position was ahead of the head: nothing we hold can be trusted. */
  #forget(): void {
    this.#messages = [];
    this.#provisional.clear();
    this.#later.clear();
    this.#base = 0;
    this.#highest = 0;
  }

  #provisionalMessage(entry: OutgoingEntry, ack: { seq: number; createdAt: string; messageId?: string }): Message {
    return {
      conversationId: this.#options.conversationId,
      seq: ack.seq,
      messageId: ack.messageId ?? entry.clientMessageId,
      clientMessageId: entry.clientMessageId,
      sender: this.#options.me as Sender,
      kind: entry.kind,
      text: entry.text,
      createdAt: ack.createdAt,
    };
  }

  #tell(): void {
    this.#changed.emit("change", undefined);
  }
}
