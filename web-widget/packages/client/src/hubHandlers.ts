import type { HubConnection } from "@microsoft/signalr";

type Handler = (value: never) => void;

/** Who hears which event of a hub, over every connection that follows another. */
export class HubHandlers {
  readonly #byEvent = new Map<string, Set<Handler>>();
  #newest: HubConnection | null = null;

  /** Returns the function that stops it. */
  listen<T>(event: string, handler: (value: T) => void): () => void {
    let set = this.#byEvent.get(event);
    if (!set) {
      set = new Set();
      this.#byEvent.set(event, set);
      // A connection that is there already (or just being made) has to hear of it, too.
      if (this.#newest) this.#subscribe(this.#newest, event, set);
    }
    set.add(handler);
    return () => set.delete(handler);
  }

  /** From now on events come over this connection. */
  attach(connection: HubConnection): void {
    this.#newest = connection;
    for (const [event, set] of this.#byEvent) this.#subscribe(connection, event, set);
  }

  /** What still comes over the last connection is not heard: it may be for somebody else. */
  detach(): void {
    this.#newest = null;
  }

  #subscribe(connection: HubConnection, event: string, set: ReadonlySet<Handler>): void {
    connection.on(event, (value: never) => {
      if (this.#newest !== connection) return;
      for (const handler of [...set]) handler(value);
    });
  }
}
