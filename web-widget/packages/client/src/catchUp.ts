import { Backoff, type BackoffOptions } from "./backoff";
import { parseHubError } from "./errors";
import type { ReadMarks } from "./readMarks";
import type { Thread } from "./thread";

export interface CatchUpOptions {
  thread: Thread;
  readMarks: ReadMarks;
  backoff?: BackoffOptions | undefined;
  isLive: () => boolean;
  /** The server does not know us any more. */
  sessionOver: () => void;
}

/** After each (re)connect: what was missed, and what was read meanwhile; tried again until it is done or the link is gone. */
export class CatchUp {
  readonly #options: CatchUpOptions;
  readonly #backoff: Backoff;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: CatchUpOptions) {
    this.#options = options;
    this.#backoff = new Backoff(options.backoff);
  }

  start(): void {
    this.#backoff.reset();
    void this.#run();
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  async #run(): Promise<void> {
    const { thread, readMarks, isLive, sessionOver } = this.#options;
    clearTimeout(this.#timer);
    try {
      await thread.log.resume();
      await readMarks.tell();
    } catch (failure) {
      const error = parseHubError(failure);
      if (error.code === "not_found") thread.take(null);
      else if (error.sessionOver) sessionOver();
      else if (isLive()) this.#timer = setTimeout(() => void this.#run(), this.#backoff.next());
    }
  }
}
