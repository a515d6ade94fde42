import type { AgentHub } from "./hub";
import type { LogShelf } from "./logs";

/** Follows the one conversation on the screen that is not ours; the customer never notices. */
export class Watching {
  readonly #hub: AgentHub;
  readonly #logs: LogShelf;
  #id: string | null = null;

  constructor(hub: AgentHub, logs: LogShelf) {
    this.#hub = hub;
    this.#logs = logs;
  }

  /** Null: nobody else's any more. */
  set(conversationId: string | null): void {
    if (conversationId === this.#id) return;
    if (this.#id) void this.#hub.invoke("Unwatch", { conversationId: this.#id }).catch(() => undefined);
    this.#id = conversationId;
    this.again();
  }

  /** A new connection knows nothing of the old one's subscriptions. */
  again(): void {
    const conversationId = this.#id;
    if (!conversationId) return;
    // Subscribe, then read: what came between the two is in the reading.
    this.#hub
      .invoke("Watch", { conversationId })
      .then(() => this.#logs.get(conversationId)?.resume())
      .catch(() => undefined);
  }
}
