/** Typed events. A listener that throws does not keep the others from hearing. */
export class Emitter<TEvents> {
  readonly #listeners = new Map<keyof TEvents, Set<(value: never) => void>>();

  /** Returns the function that takes the listener away again. */
  on<K extends keyof TEvents>(event: K, listener: (value: TEvents[K]) => void): () => void {
    const set = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, set.add(listener));
    return () => set.delete(listener);
  }

  off<K extends keyof TEvents>(event: K, listener: (value: TEvents[K]) => void): void {
    this.#listeners.get(event)?.delete(listener);
  }

  emit<K extends keyof TEvents>(event: K, value: TEvents[K]): void {
    for (const listener of [...(this.#listeners.get(event) ?? [])]) {
      try {
        (listener as (value: TEvents[K]) => void)(value);
      } catch (error) {
        console.error(error);
      }
    }
  }

  clear(): void {
    this.#listeners.clear();
  }
}
