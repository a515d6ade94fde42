import { ChatError, parseHttpError } from "./errors";
import type { Exclusive } from "./exclusive";
import { type IdentitySource, KnownPerson, resolveIdentity } from "./identity";
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
  /** What is drawn is not this visitor's any more. `person`: somebody else is named, so what waits to be sent is not theirs either. */
  onOther?: (why: "person" | "token") => void;
}

/** A connect token is good for five minutes; one that is nearly over is not begun with. */
const connectTokenLifeMs = 4 * 60_000;
const requestLimitMs = 15_000;

/** Each round of asking takes away one thing that was refused, or brings an identity that came meanwhile. */
const mostRounds = 6;

/** Who this visitor is, and the token for the next connection. Asking makes no row and no cookie at the server. */
export class Session {
  readonly #options: SessionOptions;
  readonly #person: KnownPerson;
  #answer: SessionAnswer | null = null;
  #askedAt = 0;
  #asking: Promise<SessionAnswer> | null = null;
  /** What the page said last; asked again when the token ends. */
  #source: IdentitySource | null = null;
  /** Given, and no request that carried it was answered yet. */
  #pending: IdentitySource | null = null;
  /** The page named somebody who could not be proven: a verified token of an unknown person is not used for them. */
  #unproven = false;
  /** Grows when this page becomes somebody else: answers to earlier requests are thrown away. */
  #generation = 0;
  locale: string | undefined;
  page: (() => PageInfo) | undefined;
  /** Kept by the server beside the contact; not signed, so never trusted. */
  attributes: Record<string, string> | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#person = new KnownPerson(options.store, options.name);
  }

  get answer(): SessionAnswer | null {
    return this.#answer;
  }

  get knownVisitor(): boolean {
    return this.#token !== null;
  }

  /** The next request carries it, and every one until the server has answered; a verified one makes or finds the contact. */
  identify(source: IdentitySource): void {
    this.#source = source;
    this.#pending = source;
    this.#unproven = false;
    this.#askedAt = 0;
    if (typeof source !== "function") this.#meet(source);
  }

  /** What the visitor has said of itself since the server answered. */
  patchContact(contact: SessionAnswer["contact"]): void {
    if (this.#answer) this.#answer = { ...this.#answer, contact };
  }

  /** The next call asks the server again. */
  expire(): void {
    this.#askedAt = 0;
  }

  /** Begin anew, as nobody: the token ends at the server, too. */
  forget(): void {
    const token = this.#token;
    this.forgetHere();
    this.#options.store.remove(this.#tokenKey);
    this.#person.forget();
    if (token) void this.#end(token);
  }

  /** Another tab has forgotten the visitor: the store is as it left it. */
  forgetHere(): void {
    this.#source = null;
    this.#pending = null;
    this.#unproven = false;
    this.#turnAway();
  }

  /** A token to connect with, asked for when there is none or it is too old. */
  async connectToken(): Promise<string> {
    return (await this.ensure()).connectToken;
  }

  async ensure(): Promise<SessionAnswer> {
    if (this.#answer && !this.#pending && Date.now() - this.#askedAt < connectTokenLifeMs) return this.#answer;
    if (this.#asking) return this.#asking;
    // Two tabs that both start without a token must not become two visitors: the second one waits and uses the first one's. The
    // same for a tab whose token ends because another one identifies.
    const alone = !this.knownVisitor || this.#pending !== null;
    const asking = (alone ? this.#alone() : this.#ask(false)).finally(() => {
      if (this.#asking === asking) this.#asking = null;
    });
    this.#asking = asking;
    return asking;
  }

  #alone(): Promise<SessionAnswer> {
    return this.#options.exclusive.run(`${this.#options.name}:session`, () => this.#ask(true));
  }

  /** Whoever it was whose answers are still under way: they are no longer wanted. */
  #turnAway(): void {
    this.#generation++;
    this.#answer = null;
    this.#askedAt = 0;
    this.#asking = null;
  }

  /** When the token belongs to somebody else, everything of theirs goes before the first request for this person. */
  #meet(identity: Identity): void {
    const other = this.#person.isKnown ? !this.#person.is(identity) : this.#answer?.contact.verified === true;
    if (!other) return;
    this.#turnAway();
    this.#options.store.remove(this.#tokenKey);
    this.#person.forget();
    this.#options.onOther?.("person");
  }

  async #ask(alone: boolean): Promise<SessionAnswer> {
    let generation = this.#generation;
    for (let round = 0; ; round++) {
      const source = this.#pending;
      const identity = source && (await this.#identity(source));
      if (generation !== this.#generation) throw new ChatError("connection_lost", "This page is somebody else now.");
      if (identity) this.#meet(identity);
      generation = this.#generation;
      const token = this.#token;
      try {
        const answer = await this.#post(identity, token);
        if (generation !== this.#generation) throw new ChatError("connection_lost", "This page is somebody else now.");
        if (this.#accepts(answer, source, identity) || round >= mostRounds) return this.#welcome(answer);
      } catch (error) {
        if (generation !== this.#generation || round >= mostRounds || !this.#mend(error, source, token)) throw error;
      }
      // Asked again it must not race another tab that has lost the same token.
      if (!alone) return this.#alone();
    }
  }

  async #identity(source: IdentitySource): Promise<Identity | null> {
    try {
      const identity = await resolveIdentity(source);
      if (identity === null && this.#pending === source) this.#pending = null;
      return identity;
    } catch (error) {
      this.#refuse(source, error instanceof ChatError ? error : new ChatError("identity_refused", String(error)));
      return null;
    }
  }

  /** False when it must be asked again: an identity came meanwhile, or the token is of a person that the page did not name. */
  #accepts(answer: SessionAnswer, source: IdentitySource | null, identity: Identity | null): boolean {
    if (this.#unproven && answer.contact.verified && !this.#person.isKnown) {
      this.#options.store.remove(this.#tokenKey);
      return false;
    }
    this.#options.store.set(this.#tokenKey, answer.visitorToken);
    if (identity) this.#person.keep(identity);
    if (this.#pending === source) this.#pending = null;
    return this.#pending === null;
  }

  #welcome(answer: SessionAnswer): SessionAnswer {
    this.#answer = answer;
    this.#askedAt = Date.now();
    this.#options.onAnswer?.(answer);
    return answer;
  }

  /** Takes away what was refused: a wrong signature or an old token must not lock anybody out of the chat. */
  #mend(error: unknown, source: IdentitySource | null, token: string | null): boolean {
    if (!(error instanceof ChatError)) return false;
    if (error.code === "identity_refused" && source) {
      this.#refuse(source, error);
      return true;
    }
    if (!error.sessionOver || !token) return false;
    // Another tab may have got a new one meanwhile.
    if (this.#token !== token) return true;
    this.#options.store.remove(this.#tokenKey);
    this.#pending ??= this.#source;
    this.#options.onOther?.("token");
    return true;
  }

  #refuse(source: IdentitySource, error: ChatError): void {
    if (this.#pending === source) this.#pending = null;
    if (this.#source === source && typeof source !== "function") this.#source = null;
    this.#unproven = true;
    this.#options.onIdentityRefused?.(error);
  }

  async #post(identity: Identity | null, token: string | null): Promise<SessionAnswer> {
    const { origin, inboxKey } = this.#options;
    const body: SessionRequest & { attributes?: Record<string, string> } = { inboxKey };
    if (token) body.visitorToken = token;
    if (this.locale) body.locale = this.locale;
    if (this.page) body.page = this.page();
    if (identity) body.identity = identity;
    if (this.attributes) body.attributes = this.attributes;
    const response = await this.#request(`${origin}/api/widget/session`, body);
    if (!response.ok) throw await parseHttpError(response);
    return (await response.json()) as SessionAnswer;
  }

  async #end(visitorToken: string): Promise<void> {
    await this.#request(`${this.#options.origin}/api/widget/session/end`, { visitorToken }, true).catch(
      () => undefined,
    );
  }

  async #request(url: string, body: object, keepalive = false): Promise<Response> {
    try {
      return await (this.#options.fetch ?? fetch)(url, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
        credentials: "omit",
        keepalive,
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
