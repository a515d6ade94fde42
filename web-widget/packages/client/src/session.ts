import { ChatError, parseHttpError } from "./errors";
import type { Exclusive } from "./exclusive";
import type { KeyValueStore } from "./keyValueStore";
import type { Identity, PageInfo, SessionAnswer, SessionRequest } from "./protocol";

export interface SessionOptions {
  /** `https://host`, no slash at the end. */
  origin: string;
  inboxKey: string;
  store: KeyValueStore;
  exclusive: Exclusive;
  /** Prefix of the keys in the store. */
  name: string;
  fetch?: typeof fetch;
  onAnswer?: (answer: SessionAnswer) => void;
  /** The site's signature is wrong or late. The visitor goes on without it. */
  onIdentityRefused?: (error: ChatError) => void;
}

/** A connect token is good for five minutes; one that is nearly over is not begun with. */
const connectTokenLifeMs = 4 * 60_000;
const requestLimitMs = 15_000;

/** Who this visitor is, and the token for the next connection. Asking makes no row and no cookie at the server. */
export class Session {
  readonly #options: SessionOptions;
  #answer: SessionAnswer | null = null;
  #askedAt = 0;
  #asking: Promise<SessionAnswer> | null = null;
  #identity: Identity | undefined;
  locale: string | undefined;
  page: (() => PageInfo) | undefined;
  /** Kept by the server beside the contact; not signed, so never trusted. */
  attributes: Record<string, string> | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  get answer(): SessionAnswer | null {
    return this.#answer;
  }

  get knownVisitor(): boolean {
    return this.#token !== null;
  }

  /** The next request carries it; a verified one makes or finds the contact. */
  identify(identity: Identity): void {
    this.#identity = identity;
    this.#askedAt = 0;
  }

  /** The next call asks the server again. */
  expire(): void {
    this.#askedAt = 0;
  }

  /** Begin anew, as nobody. */
  forget(): void {
    this.#identity = undefined;
    this.#answer = null;
    this.#askedAt = 0;
    this.#options.store.remove(this.#tokenKey);
  }

  /** A token to connect with, asked for when there is none or it is too old. */
  async connectToken(): Promise<string> {
    return (await this.ensure()).connectToken;
  }

  async ensure(): Promise<SessionAnswer> {
    if (this.#answer && Date.now() - this.#askedAt < connectTokenLifeMs) return this.#answer;
    // Two tabs that both start without a token must not become two visitors: the second one waits and uses the first one's.
    this.#asking ??= (
      this.knownVisitor ? this.#ask() : this.#options.exclusive.run(`${this.#options.name}:session`, () => this.#ask())
    ).finally(() => {
      this.#asking = null;
    });
    return this.#asking;
  }

  async #ask(): Promise<SessionAnswer> {
    const answer = await this.#post().catch((error: unknown) => {
      if (!this.#mend(error)) throw error;
      return this.#post();
    });
    this.#options.onAnswer?.(answer);
    return answer;
  }

  /** Takes away what was refused: a wrong signature or an old token must not lock anybody out of the chat. */
  #mend(error: unknown): boolean {
    if (!(error instanceof ChatError)) return false;
    if (error.code === "identity_refused" && this.#identity) {
      this.#identity = undefined;
      this.#options.onIdentityRefused?.(error);
      return true;
    }
    if (!error.sessionOver || !this.knownVisitor) return false;
    this.#options.store.remove(this.#tokenKey);
    return true;
  }

  async #post(): Promise<SessionAnswer> {
    const { origin, inboxKey } = this.#options;
    const body: SessionRequest & { attributes?: Record<string, string> } = { inboxKey };
    const token = this.#token;
    if (token) body.visitorToken = token;
    if (this.locale) body.locale = this.locale;
    if (this.page) body.page = this.page();
    if (this.#identity) body.identity = this.#identity;
    if (this.attributes) body.attributes = this.attributes;
    const response = await this.#request(`${origin}/api/widget/session`, body);
    if (!response.ok) throw await parseHttpError(response);
    const answer = (await response.json()) as SessionAnswer;
    this.#identity = undefined;
    this.#answer = answer;
    this.#askedAt = Date.now();
    this.#options.store.set(this.#tokenKey, answer.visitorToken);
    return answer;
  }

  async #request(url: string, body: object): Promise<Response> {
    try {
      return await (this.#options.fetch ?? fetch)(url, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
        credentials: "omit",
        signal: AbortSignal.timeout?.(requestLimitMs) ?? null,
      });
    } catch (error) {
      throw new ChatError("connection_lost", String(error));
    }
  }

  get #token(): string | null {
    return this.#options.store.get(this.#tokenKey);
  }

  get #tokenKey(): string {
    return `${this.#options.name}:token`;
  }
}
