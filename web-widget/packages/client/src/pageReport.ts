import type { PageInfo } from "./protocol";

/** Often enough for a trail, and cheap: one comparison. Routers change the address in ways that no event covers. */
const lookEveryMs = 1_000;

interface Line {
  readonly state: string;
  invoke(method: string, argument: unknown): Promise<unknown>;
}

/** Tells which page the visitor is on: with each connection, and when single-page navigation has changed it. */
export class PageReport {
  readonly #line: Line;
  readonly #page: (() => PageInfo) | undefined;
  #told = "";
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(line: Line, page: (() => PageInfo) | undefined) {
    this.#line = line;
    this.#page = page;
  }

  /** Now, whether it is new or not: the server may be another one. */
  tell(): void {
    if (!this.#page) return;
    const page = this.#page();
    this.#told = page.url;
    this.#line.invoke("PageViewed", { url: page.url, title: page.title }).catch(() => undefined);
    this.#timer ??= setInterval(() => this.#look(), lookEveryMs);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    if (this.#line.state === "live" && this.#page?.().url !== this.#told) this.tell();
  }
}
