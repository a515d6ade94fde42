import { newId } from "./ids";
import type { KeyValueStore } from "./keyValueStore";

/** Runs one piece of work at a time among all tabs of a site. */
export interface Exclusive {
  /** Waits for its turn, and holds it until `work` ends or the tab closes. An aborted wait rejects. */
  run<T>(name: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T>;
}

/**
 * Over the Web Locks API: a closed tab gives its turn back at once. Where the browser has locks and refuses every request (all
 * cookies and site data are blocked), the work runs by `instead`.
 */
export class WebLocks implements Exclusive {
  readonly #locks: LockManager;
  readonly #instead: Exclusive;
  #refused = false;

  constructor(locks: LockManager, instead: Exclusive) {
    this.#locks = locks;
    this.#instead = instead;
  }

  async run<T>(name: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (this.#refused) return this.#instead.run(name, work, signal);
    let begun = false;
    try {
      return (await this.#locks.request(name, signal ? { signal } : {}, () => {
        begun = true;
        return work();
      })) as T;
    } catch (error) {
      if (begun || signal?.aborted) throw error;
      this.#refused = true;
      return this.#instead.run(name, work, signal);
    }
  }
}

const leaseMs = 5_000;
const pollMs = 200;
const settleMs = 30;

/**
 * A lease in storage, for browsers (and plain-http sites) without Web Locks. Two tabs may in a rare race both believe they hold it;
 * nothing breaks then, because the server takes each client message id once.
 */
export class StorageLease implements Exclusive {
  readonly #store: KeyValueStore;
  readonly #me = newId();
  #tail: Promise<unknown> = Promise.resolve();

  constructor(store: KeyValueStore) {
    this.#store = store;
  }

  run<T>(name: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const turn = this.#tail.then(() => this.#hold(name, work, signal));
    this.#tail = turn.catch(() => undefined);
    return turn;
  }

  async #hold<T>(name: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const key = `${name}:lease`;
    while (!(await this.#take(key))) await delay(pollMs, signal);
    signal?.throwIfAborted();
    const renewal = setInterval(() => this.#write(key), leaseMs / 3);
    try {
      return await work();
    } finally {
      clearInterval(renewal);
      if (this.#owner(key) === this.#me) this.#store.remove(key);
    }
  }

  async #take(key: string): Promise<boolean> {
    const owner = this.#owner(key);
    if (owner !== null && owner !== this.#me) return false;
    this.#write(key);
    await delay(settleMs);
    return this.#owner(key) === this.#me;
  }

  #owner(key: string): string | null {
    const [owner, until] = (this.#store.get(key) ?? "").split(" ");
    return owner && Number(until) > Date.now() ? owner : null;
  }

  #write(key: string): void {
    this.#store.set(key, `${this.#me} ${Date.now() + leaseMs}`);
  }
}

export function openExclusive(store: KeyValueStore): Exclusive {
  const locks = typeof navigator === "undefined" ? undefined : navigator.locks;
  const lease = new StorageLease(store);
  return locks ? new WebLocks(locks, lease) : lease;
}

function delay(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal?.addEventListener("abort", stop, { once: true });
  });
}
