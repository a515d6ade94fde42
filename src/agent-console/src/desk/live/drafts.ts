import { type KeyValueStore, openStore } from "@chatservice/client";

export type Mode = "reply" | "note";

/** What is written and not sent, by conversation and mode; over reloads, sign-outs and several tabs of one browser. */
export class Drafts {
  readonly #store: KeyValueStore;
  readonly #prefix: string;
  readonly #listeners = new Set<() => void>();
  /** Grows when a draft appears or goes: what the lists show of it. */
  changes = 0;

  constructor(agentId: string, store: KeyValueStore = openStore()) {
    this.#store = store;
    this.#prefix = `chatservice.draft.${agentId}.`;
  }

  get(conversationId: string, mode: Mode): string {
    return this.#store.get(this.#key(conversationId, mode)) ?? "";
  }

  has(conversationId: string): boolean {
    return this.get(conversationId, "reply") !== "" || this.get(conversationId, "note") !== "";
  }

  set(conversationId: string, mode: Mode, text: string): void {
    const key = this.#key(conversationId, mode);
    const before = this.#store.get(key) ?? "";
    if (text === before) return;
    if (!before !== !text) this.changes++;
    if (text) this.#store.set(key, text);
    else this.#store.remove(key);
    for (const listener of this.#listeners) listener();
  }

  /** A refused message comes back before whatever was begun meanwhile. */
  giveBack(conversationId: string, mode: Mode, text: string): void {
    const begun = this.get(conversationId, mode);
    this.set(conversationId, mode, begun ? `${text}\n${begun}` : text);
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #key(conversationId: string, mode: Mode): string {
    return `${this.#prefix}${conversationId}.${mode}`;
  }
}
