/** Two WebSockets that failed in a row: the network may let none through. */
const plainMissesBeforeNegotiating = 2;

/** Which way the next attempt goes: a plain WebSocket, or negotiated down to long polling. */
export class TransportTurns {
  #plainMisses = 0;
  #negotiated = false;

  /** After two WebSockets that failed, every other attempt negotiates; one that negotiated well goes first the next time. */
  next(): "plain" | "negotiated" {
    if (this.#plainMisses < plainMissesBeforeNegotiating) return "plain";
    this.#negotiated = !this.#negotiated;
    return this.#negotiated ? "negotiated" : "plain";
  }

  worked(way: "plain" | "negotiated"): void {
    if (way === "negotiated") this.#negotiated = false;
    else this.#plainMisses = 0;
  }

  plainMissed(): void {
    this.#plainMisses++;
  }
}
