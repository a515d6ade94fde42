/** Talk among the tabs of one site that show the same inbox. Silent where there is no BroadcastChannel. */
export class Tabs<TNote extends { type: string }> {
  readonly #channel: BroadcastChannel | null;

  constructor(name: string, hear: (note: TNote) => void) {
    this.#channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(name);
    if (this.#channel) this.#channel.onmessage = (event) => hear(event.data as TNote);
  }

  tell(note: TNote): void {
    this.#channel?.postMessage(note);
  }

  close(): void {
    this.#channel?.close();
  }
}
