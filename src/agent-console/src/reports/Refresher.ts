/**
 * Reads again when asked, at once and then at most once in `everyMs`; never two at a time. Whatever is asked for during a reading
 * is read after it, because that reading may have been too early to see it.
 */
export class Refresher {
  readonly #read: () => Promise<unknown>;
  readonly #everyMs: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #readAt = Number.NEGATIVE_INFINITY;
  #reading = false;
  #again = false;
  #closed = false;

  constructor(read: () => Promise<unknown>, everyMs: number) {
    this.#read = read;
    this.#everyMs = everyMs;
  }

  ask(): void {
    if (this.#closed || this.#timer !== undefined) return;
    if (this.#reading) {
      this.#again = true;
      return;
    }
    const wait = Math.max(0, this.#readAt + this.#everyMs - Date.now());
    this.#timer = setTimeout(() => void this.#run(), wait);
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  async #run(): Promise<void> {
    this.#timer = undefined;
    this.#reading = true;
    this.#readAt = Date.now();
    try {
      await this.#read();
    } catch {
      // Whoever shows the figures says that they are old; the next event or the slow clock tries again.
    }
    this.#reading = false;
    if (!this.#again) return;
    this.#again = false;
    this.ask();
  }
}
