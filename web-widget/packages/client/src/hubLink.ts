import type { HubConnection } from "@microsoft/signalr";
import { Backoff, type BackoffOptions } from "./backoff";
import { Emitter } from "./emitter";
import { ChatError, parseHubError } from "./errors";
import { HubHandlers } from "./hubHandlers";
import { withLimit } from "./limit";
import { watchPage } from "./page";
import type { Closed, Draining } from "./protocol";
import { buildConnection, type TransportOptions } from "./transport";
import { TransportTurns } from "./transportTurns";

/** `connecting`: not yet, or just lost; `live`; `offline`: attempts fail, and go on; `stopped`: not wanted, or ended by the server. */
export type LinkState = "connecting" | "live" | "offline" | "stopped";

export interface HubLinkOptions extends Omit<TransportOptions, "withCredentials"> {
  /** Send cookies: the console does, a widget on another site does not. Default false. */
  withCredentials?: boolean;
  backoff?: BackoffOptions;
  /** No answer to a call for this long: the connection is dead, whatever the socket says. Default 15 000. */
  callTimeoutMs?: number;
}

export interface LinkEvents {
  /** `retryAt`: when the next attempt begins (epoch milliseconds), while waiting for one. */
  state: { state: LinkState; retryAt: number | null };
  /** The server, or a refusal that no attempt can mend, ended it; the link is stopped. */
  ended: { code: string };
}

const attemptLimitMs = { plain: 10_000, negotiated: 25_000 };
/** A drop that heals within this is not worth telling anybody about. */
const graceMs = 2_000;
/** A connection that lived shorter than this does not reset the back-off, so one that is cut off at once is not retried hotly. */
const stableMs = 2_000;

/** One connection to a hub that lives as long as the page does: it reconnects by itself, with full jitter, and never gives up. */
export class HubLink<TEvents> {
  readonly #options: HubLinkOptions;
  readonly #backoff: Backoff;
  readonly #lifecycle = new Emitter<LinkEvents>();
  readonly #handlers = new HubHandlers();
  readonly #turns = new TransportTurns();
  #abort: AbortController | null = null;
  /** The one that is live. */
  #connection: HubConnection | null = null;
  #state: LinkState = "stopped";
  #retryAt: number | null = null;
  #wake: (() => void) | null = null;
  #graceTimer: ReturnType<typeof setTimeout> | undefined;
  #skipNextWait = false;
  /** The connection was given up while this attempt was under way: its token is not wanted now, or its network is gone. */
  #outdated = false;

  constructor(options: HubLinkOptions) {
    this.#options = options;
    this.#backoff = new Backoff(options.backoff);
    this.#handlers.listen("Draining", (draining: Draining) => this.#drain(draining.reconnectInMs));
    this.#handlers.listen("Closed", (closed: Closed) => this.#serverCloses(closed.code));
  }

  get state(): LinkState {
    return this.#state;
  }

  get retryAt(): number | null {
    return this.#retryAt;
  }

  /** Hears an event of the hub, over every reconnect. Returns the function that stops it. */
  on<K extends keyof TEvents & string>(event: K, handler: (value: TEvents[K]) => void): () => void {
    return this.#handlers.listen(event, handler);
  }

  /** Hears about the link itself. */
  watch<K extends keyof LinkEvents>(event: K, handler: (value: LinkEvents[K]) => void): () => void {
    return this.#lifecycle.on(event, handler);
  }

  start(): void {
    if (this.#abort) return;
    const abort = new AbortController();
    this.#abort = abort;
    this.#setState("connecting");
    watchPage(abort.signal, { wake: () => this.retryNow(), lost: () => this.#dropConnection() });
    void this.#live(abort.signal);
  }

  async stop(): Promise<void> {
    const connection = this.#connection;
    this.#abort?.abort();
    this.#abort = null;
    this.#connection = null;
    this.#handlers.detach();
    this.#skipNextWait = false;
    this.#wake?.();
    this.#setState("stopped");
    await connection?.stop().catch(() => undefined);
  }

  /** Ends the waiting for the next attempt. */
  retryNow(): void {
    this.#wake?.();
  }

  /** Drops the connection and opens another at once (a new token, a new identity). */
  reconnect(): void {
    this.#skipNextWait = true;
    this.#handlers.detach();
    this.#dropConnection();
    this.#wake?.();
  }

  /** One object in, one object out. Rejects with a `ChatError`. */
  async invoke<TAnswer>(method: string, argument: object): Promise<TAnswer> {
    const connection = this.#connection;
    if (!connection || this.#state !== "live") throw new ChatError("connection_lost");
    const late = () => {
      if (this.#connection === connection) this.#dropConnection();
      return new ChatError("timeout");
    };
    try {
      return await withLimit(connection.invoke<TAnswer>(method, argument), this.#options.callTimeoutMs ?? 15_000, late);
    } catch (error) {
      throw parseHubError(error);
    }
  }

  async #live(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const livedMs = await this.#connectOnce(signal);
      if (signal.aborted) return;
      if (livedMs >= stableMs) this.#backoff.reset();
      if (livedMs < 0) this.#setState("offline");
      if (!this.#skipNextWait) await this.#wait(this.#backoff.next(), signal);
      this.#skipNextWait = false;
    }
  }

  /** Resolves when the connection is over, with how long it lived; negative: it never came about. */
  async #connectOnce(signal: AbortSignal): Promise<number> {
    const way = this.#turns.next();
    this.#outdated = false;
    const connection = buildConnection(
      { ...this.#options, withCredentials: this.#options.withCredentials ?? false },
      way === "negotiated",
    );
    this.#handlers.attach(connection);
    const closed = new Promise<void>((resolve) => connection.onclose(() => resolve()));
    try {
      await withLimit(connection.start(), attemptLimitMs[way], () => new Error("timeout"));
    } catch (error) {
      void connection.stop().catch(() => undefined);
      if (!signal.aborted) this.#missed(error, way);
      return -1;
    }
    if (signal.aborted || this.#outdated) {
      void connection.stop().catch(() => undefined);
      return signal.aborted ? -1 : 0;
    }
    const since = Date.now();
    this.#turns.worked(way);
    this.#connection = connection;
    this.#setState("live");
    await closed;
    if (this.#connection === connection) this.#connection = null;
    if (!signal.aborted) this.#setState("connecting");
    return Date.now() - since;
  }

  #missed(error: unknown, way: "plain" | "negotiated"): void {
    if (error instanceof ChatError && !error.retryable && !error.sessionOver) this.#end(error.code);
    else if (way === "negotiated" && /Status code '401'/.test(String(error))) this.#end("unauthenticated");
    else if (way === "plain" && !(error instanceof ChatError)) this.#turns.plainMissed();
  }

  #wait(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.#retryAt = Date.now() + ms;
      this.#tell();
      const done = () => {
        clearTimeout(timer);
        this.#wake = null;
        this.#retryAt = null;
        if (!signal.aborted) this.#tell();
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#wake = done;
    });
  }

  #dropConnection(): void {
    this.#outdated = true;
    void this.#connection?.stop().catch(() => undefined);
  }

  #drain(inMs: number): void {
    const connection = this.#connection;
    const timer = setTimeout(() => {
      if (connection && this.#connection === connection) this.reconnect();
    }, inMs);
    this.#abort?.signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
  }

  #serverCloses(code: string): void {
    if (code === "session_ended") this.#end(code);
    else this.#dropConnection();
  }

  #end(code: string): void {
    void this.stop();
    this.#lifecycle.emit("ended", { code });
  }

  #setState(state: LinkState): void {
    if (this.#state === state) return;
    // Attempts that go on failing stay "offline" until one succeeds; only a lost live connection is "connecting" again.
    if (state === "connecting" && this.#state === "live") {
      this.#graceTimer = setTimeout(() => this.#state === "connecting" && this.#setState("offline"), graceMs);
    } else {
      clearTimeout(this.#graceTimer);
    }
    this.#state = state;
    this.#tell();
  }

  #tell(): void {
    this.#lifecycle.emit("state", { state: this.#state, retryAt: this.#retryAt });
  }
}
