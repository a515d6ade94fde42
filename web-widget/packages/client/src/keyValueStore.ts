/** What we need of `localStorage`. */
export interface KeyValueStore {
  get(key: string): string | null;
  /** False when it could not be kept (quota, blocked). */
  set(key: string, value: string): boolean;
  remove(key: string): void;
  keys(prefix: string): string[];
  /** What is set is still there when the page has been closed. */
  readonly lasts: boolean;
}

/** Lives as long as the page. */
export class MemoryStore implements KeyValueStore {
  readonly lasts = false;
  readonly #values = new Map<string, string>();

  get(key: string): string | null {
    return this.#values.get(key) ?? null;
  }

  set(key: string, value: string): boolean {
    this.#values.set(key, value);
    return true;
  }

  remove(key: string): void {
    this.#values.delete(key);
  }

  keys(prefix: string): string[] {
    return [...this.#values.keys()].filter((key) => key.startsWith(prefix));
  }
}

/** Over a Web Storage area; what it refuses to keep is kept in memory, so one page still works to its end. */
export class WebStore implements KeyValueStore {
  readonly #area: Storage;
  readonly #overflow = new MemoryStore();

  constructor(area: Storage) {
    this.#area = area;
  }

  get lasts(): boolean {
    return this.#overflow.keys("").length === 0;
  }

  get(key: string): string | null {
    return this.#overflow.get(key) ?? this.#area.getItem(key);
  }

  set(key: string, value: string): boolean {
    try {
      this.#area.setItem(key, value);
      this.#overflow.remove(key);
      return true;
    } catch {
      this.#overflow.set(key, value);
      return false;
    }
  }

  remove(key: string): void {
    this.#overflow.remove(key);
    this.#area.removeItem(key);
  }

  keys(prefix: string): string[] {
    const found = new Set(this.#overflow.keys(prefix));
    for (let i = 0; i < this.#area.length; i++) {
      const key = this.#area.key(i);
      if (key?.startsWith(prefix)) found.add(key);
    }
    return [...found];
  }
}

/** `localStorage`, or memory where the browser blocks it (private windows, third-party frames). */
export function openStore(): KeyValueStore {
  try {
    const probe = "chatservice:probe";
    localStorage.setItem(probe, "1");
    localStorage.removeItem(probe);
    return new WebStore(localStorage);
  } catch {
    return new MemoryStore();
  }
}
