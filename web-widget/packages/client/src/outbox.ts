import { Backoff, type BackoffOptions } from "./backoff";
import { ChatError, parseHubError } from "./errors";
import type { Exclusive } from "./exclusive";
import { newId } from "./ids";
import type { KeyValueStore } from "./keyValueStore";

/** A message that is not acknowledged yet. `extra` is for what a caller needs to send it again after a reload. */
export interface OutboxEntry {
  clientMessageId: string;
  /** Null: to whatever conversation is open, or a new one. */
  conversationId: string | null;
  text: string;
  kind: "text" | "note";
  createdAt: string;
  extra?: Record<string, string>;
  /** Code of the refusal. It stays here until the person retries or discards it. */
  failed?: string;
}

export interface OutboxOptions {
  store: KeyValueStore;
  exclusive: Exclusive;
  /** Prefix of its keys in the store, and the name of its lock; one per person who writes. */
  name: string;
  /** Sends one. Resolves when it is committed, rejects with what `invoke` rejected with. */
  send: (entry: OutboxEntry) => Promise<void>;
  onChange?: (change: OutboxChange) => void;
  backoff?: BackoffOptions;
}

export type OutboxChange =
  | { type: "added" | "retried"; entry: OutboxEntry }
  | { type: "sent" | "discarded"; clientMessageId: string }
  | { type: "failed"; clientMessageId: string; error: ChatError };

/** More than a person writes without a connection; less than fills a quota. */
export const outboxLimit = 100;

/** The server's window for visitors is ten seconds; a shorter wait would only be refused again. */
const rateLimitedWaitMs = 2_000;

/**
 * Messages on their way. They survive a reload (one storage key each, so tabs never overwrite one another), are sent in order by one
 * tab at a time, again and again while the failure is one that passes, and stay as failed when the server refuses them.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #backoff: Backoff;
  #abort: AbortController | null = null;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #again = false;
  #count = 0;
  /** Conversations whose turn failed in passing; they wait as a whole, so order is kept. */
  readonly #stuck = new Set<string | null>();

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#backoff = new Backoff(options.backoff);
  }

  /** Everything that is not committed, oldest first, failed ones too; of all tabs. */
  entries(): OutboxEntry[] {
    const { store } = this.#options;
    return store
      .keys(this.#prefix)
      .sort()
      .map((key) => parseEntry(store.get(key)))
      .filter((entry) => entry !== null);
  }

  /** Keeps it and begins sending. Throws `outbox_full`. */
  add(entry: Omit<OutboxEntry, "clientMessageId" | "createdAt" | "kind"> & Partial<OutboxEntry>): OutboxEntry {
    if (this.#options.store.keys(this.#prefix).length >= outboxLimit) throw new ChatError("outbox_full");
    const full: OutboxEntry = { kind: "text", clientMessageId: newId(), createdAt: new Date().toISOString(), ...entry };
    this.#options.store.set(this.#newKey(full.clientMessageId), JSON.stringify(full));
    this.#options.onChange?.({ type: "added", entry: full });
    void this.#run();
    return full;
  }

  /** Sends a failed one again, under the same id and in the same place. */
  retry(clientMessageId: string): void {
    const entry = this.#find(clientMessageId);
    if (!entry) return;
    const { failed: _, ...again } = entry;
    this.#write(again);
    this.#options.onChange?.({ type: "retried", entry: again });
    void this.flush();
  }

  discard(clientMessageId: string): void {
    this.#remove(clientMessageId);
    this.#options.onChange?.({ type: "discarded", clientMessageId });
  }

  clear(): void {
    for (const key of this.#options.store.keys(this.#prefix)) this.#options.store.remove(key);
  }

  /** The way is open (again): sends what waits, at once. */
  async flush(): Promise<void> {
    clearTimeout(this.#retryTimer);
    this.#stuck.clear();
    await this.#run();
  }

  /** Calls while one runs make it look once more. */
  async #run(): Promise<void> {
    this.#again = true;
    if (this.#abort) return;
    const abort = new AbortController();
    this.#abort = abort;
    try {
      while (this.#again && !abort.signal.aborted) {
        this.#again = false;
        if (this.#next())
          await this.#options.exclusive.run(this.#prefix, () => this.#sendAll(abort.signal), abort.signal);
      }
    } catch (error) {
      if (!abort.signal.aborted) throw error;
    } finally {
      if (this.#abort === abort) this.#abort = null;
    }
  }

  /** Stops sending; nothing is lost. `flush` begins anew. */
  pause(): void {
    clearTimeout(this.#retryTimer);
    this.#abort?.abort();
    this.#abort = null;
    this.#backoff.reset();
  }

  /** Holds the turn of this site. The store is read before each one: another tab may have sent it meanwhile. */
  async #sendAll(signal: AbortSignal): Promise<void> {
    for (let entry = this.#next(); entry && !signal.aborted; entry = this.#next()) {
      try {
        await this.#options.send(entry);
        this.#backoff.reset();
        this.#remove(entry.clientMessageId);
        this.#options.onChange?.({ type: "sent", clientMessageId: entry.clientMessageId });
      } catch (failure) {
        const error = parseHubError(failure);
        if (error.retryable || error.sessionOver) {
          this.#stuck.add(entry.conversationId);
          if (!signal.aborted) this.#retryLater(error);
        } else this.#refuse(entry, error);
      }
    }
  }

  #retryLater(error: ChatError): void {
    const floor = error.code === "rate_limited" ? (error.retryAfterMs ?? rateLimitedWaitMs) : 0;
    clearTimeout(this.#retryTimer);
    this.#retryTimer = setTimeout(() => void this.flush(), floor + this.#backoff.next());
  }

  #refuse(entry: OutboxEntry, error: ChatError): void {
    if (!this.#find(entry.clientMessageId)) return;
    this.#write({ ...entry, failed: error.code });
    this.#options.onChange?.({ type: "failed", clientMessageId: entry.clientMessageId, error });
  }

  /** The oldest that may go now. */
  #next(): OutboxEntry | undefined {
    return this.entries().find((entry) => !entry.failed && !this.#stuck.has(entry.conversationId));
  }

  get #prefix(): string {
    return `${this.#options.name}:out:`;
  }

  /** Sorts by time of writing, then by count within this tab. */
  #newKey(clientMessageId: string): string {
    const order = `${Date.now().toString().padStart(15, "0")}.${(this.#count++).toString().padStart(6, "0")}`;
    return `${this.#prefix}${order}:${clientMessageId}`;
  }

  #keyOf(clientMessageId: string): string | undefined {
    return this.#options.store.keys(this.#prefix).find((key) => key.endsWith(clientMessageId));
  }

  #find(clientMessageId: string): OutboxEntry | null {
    const key = this.#keyOf(clientMessageId);
    return key ? parseEntry(this.#options.store.get(key)) : null;
  }

  #write(entry: OutboxEntry): void {
    const key = this.#keyOf(entry.clientMessageId);
    if (key) this.#options.store.set(key, JSON.stringify(entry));
  }

  #remove(clientMessageId: string): void {
    const key = this.#keyOf(clientMessageId);
    if (key) this.#options.store.remove(key);
  }
}

function parseEntry(text: string | null): OutboxEntry | null {
  try {
    const entry = JSON.parse(text ?? "null") as OutboxEntry | null;
    return entry && typeof entry.clientMessageId === "string" && typeof entry.text === "string" ? entry : null;
  } catch {
    return null;
  }
}
