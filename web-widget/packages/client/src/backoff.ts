export interface BackoffOptions {
  /** Ceiling of the first wait. */
  baseMs?: number;
  /** Ceiling of every wait. */
  capMs?: number;
  /** 0 ≤ x < 1; given by tests. */
  random?: () => number;
}

/** Full jitter: a wait is anywhere between 0 and min(cap, base × 2ⁿ), so a thousand clients cut off at once do not return at once. */
export class Backoff {
  readonly #base: number;
  readonly #cap: number;
  readonly #random: () => number;
  #attempt = 0;

  constructor(options: BackoffOptions = {}) {
    this.#base = options.baseMs ?? 500;
    this.#cap = options.capMs ?? 15_000;
    this.#random = options.random ?? Math.random;
  }

  /** Waits that have been asked for since the last reset. */
  get attempts(): number {
    return this.#attempt;
  }

  /** Milliseconds to wait before the next attempt. */
  next(): number {
    const ceiling = Math.min(this.#cap, this.#base * 2 ** Math.min(this.#attempt, 30));
    this.#attempt++;
    return Math.floor(this.#random() * ceiling);
  }

  reset(): void {
    this.#attempt = 0;
  }
}
