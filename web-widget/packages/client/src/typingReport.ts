/** The server passes on one a second; more often is only refused. */
const everyMs = 1_000;
const previewLimit = 500;

/** Tells that (and what) the visitor types: at once, then at most once a second, the latest last. */
export class TypingReport {
  readonly #send: (preview: string) => Promise<void>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #latest: string | null = null;

  constructor(send: (preview: string) => Promise<void>) {
    this.#send = send;
  }

  report(preview: string): void {
    this.#latest = preview.slice(0, previewLimit);
    if (this.#timer === undefined) this.#flush();
  }

  /** The message was sent: what was typed is no longer news. */
  reset(): void {
    this.#latest = null;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#latest = null;
  }

  #flush(): void {
    this.#timer = undefined;
    if (this.#latest === null) return;
    // Nobody waits for it, and the next key press tells again.
    this.#send(this.#latest).catch(() => undefined);
    this.#latest = null;
    this.#timer = setTimeout(() => this.#flush(), everyMs);
  }
}
