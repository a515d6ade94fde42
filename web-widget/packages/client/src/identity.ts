import { ChatError } from "./errors";
import type { KeyValueStore } from "./keyValueStore";
import { withLimit } from "./limit";
import type { Identity } from "./protocol";

/** Who the site says this is: signed already, or a function that fetches a fresh signature when it is needed. */
export type IdentitySource = Identity | (() => Identity | null | Promise<Identity | null>);

const askLimitMs = 10_000;

/** The signed identity, from the page's function where it gave one. Null: the page knows nobody. */
export async function resolveIdentity(source: IdentitySource): Promise<Identity | null> {
  if (typeof source !== "function") return source;
  const late = () => new ChatError("identity_refused", "The page's function gave no identity in time.");
  return withLimit(Promise.resolve().then(source), askLimitMs, late);
}

/** Whose token is in the store: a digest of the external id, for the id itself may be an address. */
export class KnownPerson {
  readonly #store: KeyValueStore;
  readonly #key: string;

  constructor(store: KeyValueStore, name: string) {
    this.#store = store;
    this.#key = `${name}:who`;
  }

  get isKnown(): boolean {
    return this.#store.get(this.#key) !== null;
  }

  is(identity: Identity): boolean {
    return this.#store.get(this.#key) === digest(identity.externalId);
  }

  keep(identity: Identity): void {
    this.#store.set(this.#key, digest(identity.externalId));
  }

  forget(): void {
    this.#store.remove(this.#key);
  }
}

/** FNV-1a over UTF-16: two people with one digest are told apart by the server a moment later. */
function digest(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}
