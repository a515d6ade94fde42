import type { WidgetConfig } from "./config";
import type {
  Bridge,
  ChatServiceApi,
  ChatServiceEvents,
  ChatServiceIdentity,
  Look,
  PanelHandle,
  PanelModule,
} from "./contract";
import { Launcher } from "./launcher";
import { embeddedAgain, pageBody } from "./page";
import { phone } from "./phone";

type Listener = (value: never) => void;

const defaultLook: Look = { color: "#2563eb", position: "right", offsetX: 16, offsetY: 16 };

/** The plain core that every page pays for: launcher, `window.ChatService`, and loading the rest when it is wanted. */
export class Widget {
  readonly #config: WidgetConfig;
  readonly #load: () => Promise<PanelModule>;
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #stop = new AbortController();
  readonly #early: ((panel: PanelHandle) => void)[] = [];
  #launcher: Launcher | null = null;
  #module: Promise<PanelModule> | null = null;
  #panel: Promise<PanelHandle> | null = null;
  #handle: PanelHandle | null = null;
  #identity: ChatServiceIdentity | undefined;
  #ready = false;
  #unread = 0;
  #idle = 0;

  readonly api: ChatServiceApi & { [embeddedAgain](): void } = {
    [embeddedAgain]: () => this.#launcher?.attach(),
    open: () => this.#show(true),
    close: () => this.#show(false),
    toggle: () => this.#show(!this.#launcher?.isOpen),
    identify: (user) => (user ? this.#identify(user) : this.#logOut()),
    setAttributes: async (attributes) => this.#tell((panel) => panel.setAttributes(attributes)),
    setLocale: async (tag) => {
      this.#config.locale = tag;
      await this.#handle?.setLocale(tag);
    },
    on: async (event, listener) => this.#on(event, listener as Listener),
    off: async (event, listener) => {
      this.#listeners.get(event)?.delete(listener as Listener);
    },
    unread: async () => this.#unread,
    remove: () => this.#remove(),
  };

  constructor(config: WidgetConfig, load: () => Promise<PanelModule>) {
    this.#config = config;
    this.#load = load;
  }

  /** Draws the launcher as soon as there is a body, and makes the calls that were queued before the script ran. */
  begin(early: [string, ...unknown[]][]): void {
    for (const [name, ...values] of early) {
      const call = this.api[name as keyof ChatServiceApi] as ((...values: unknown[]) => Promise<unknown>) | undefined;
      call?.(...values).catch(() => undefined);
    }
    if (pageBody()) this.#draw();
    else document.addEventListener("DOMContentLoaded", () => this.#draw(), { signal: this.#stop.signal });
  }

  #draw(): void {
    const open = () => void this.#show(true).catch(() => undefined);
    this.#launcher = new Launcher(
      this.#config,
      this.#keptLook(),
      open,
      () => void this.#preload().catch(() => undefined),
    );
    this.#ready = true;
    this.#emit("ready", undefined);
    if (this.#panel) void this.#mount();
    else if (this.#isOpenKept() || this.#kept("conversation")) this.#whenIdle();
    // Another tab opened the chat: answers may come here, too.
    const heard = ({ key, newValue }: StorageEvent) => {
      if (key === this.#key("conversation") && newValue) this.#whenIdle();
      // Logged out in another tab: whom this page named when it was made is gone.
      if (key === this.#key("left")) this.#identity = undefined;
    };
    addEventListener("storage", heard, { signal: this.#stop.signal });
  }

  async #show(open: boolean): Promise<void> {
    if (!open && !this.#panel) return;
    this.#launcher?.setBusy(true);
    try {
      (await this.#mount()).setOpen(open, true);
    } finally {
      this.#launcher?.setBusy(false);
    }
  }

  /** A visitor from before may have unread answers; that can wait until the page has nothing better to do, and no longer: some pages never rest. */
  #whenIdle(): void {
    const later: (work: () => void, options: IdleRequestOptions) => unknown =
      window.requestIdleCallback ?? ((work) => setTimeout(work, 1500));
    this.#idle = later(
      async () => {
        const panel = await this.#mount().catch(() => null);
        if (this.#isOpenKept()) panel?.setOpen(true, false);
      },
      { timeout: 2500 },
    ) as number;
  }

  #preload(): Promise<PanelModule> {
    this.#module ??= this.#load().catch((error) => {
      // The next intent tries again.
      this.#module = null;
      this.#emit("error", { code: "unavailable", message: String(error) });
      throw error;
    });
    return this.#module;
  }

  #mount(): Promise<PanelHandle> {
    this.#panel ??= this.#preload()
      .then(async ({ mount }) => {
        await this.#drawn();
        if (this.#stop.signal.aborted) throw new Error("removed");
        const handle = mount(this.#bridge(this.#launcher as Launcher));
        this.#handle = handle;
        for (const tell of this.#early.splice(0)) tell(handle);
        return handle;
      })
      .catch((error) => {
        this.#panel = null;
        throw error;
      });
    return this.#panel;
  }

  #drawn(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#ready) resolve();
      else this.#on("ready", () => resolve());
    });
  }

  #bridge(launcher: Launcher): Bridge {
    const open = () => void this.#show(true);
    return {
      config: this.#config,
      identity: this.#identity,
      slot: launcher.slot,
      addStyles: (css) => launcher.addStyles(css),
      emit: (event, value) => this.#emit(event, value),
      setLook: (look) => {
        launcher.setLook(look);
        this.#keep("look", JSON.stringify(look));
      },
      setLabel: (label) => launcher.setLabel(label),
      setUnread: (count, label) => {
        this.#unread = count;
        launcher.setUnread(count, label);
      },
      setPreview: (preview) => launcher.setPreview(preview, open),
      opened: (isOpen, byVisitor) => {
        launcher.setOpen(isOpen, byVisitor);
        this.#keep("open", isOpen ? "1" : "");
        this.#emit(isOpen ? "open" : "close", undefined);
      },
    };
  }

  async #identify(user: ChatServiceIdentity): Promise<void> {
    this.#identity = user;
    this.#handle?.identify(user);
  }

  /** At once, and whether or not the panel was ever loaded: the next person at this browser must find nothing. */
  async #logOut(): Promise<void> {
    const { origin, inbox } = this.#config;
    const visitorToken = this.#kept("token");
    this.#identity = undefined;
    this.#clear();
    this.#keep("left", String(Date.now()));
    if (this.#handle) this.#handle.identify(null);
    else tellTabs(`chatservice:${inbox}`, { type: "forget" });
    if (visitorToken) await post(`${origin}/api/widget/session/end`, { visitorToken });
  }

  #tell(tell: (panel: PanelHandle) => void): void {
    if (this.#handle) tell(this.#handle);
    else this.#early.push(tell);
  }

  #on(event: string, listener: Listener): void {
    const set = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, set.add(listener));
    if (event === "ready" && this.#ready) (listener as () => void)();
  }

  #emit<K extends keyof ChatServiceEvents>(event: K, value: ChatServiceEvents[K]): void {
    for (const listener of [...(this.#listeners.get(event) ?? [])]) {
      try {
        (listener as (value: ChatServiceEvents[K]) => void)(value);
      } catch (error) {
        // A page's mistake is the page's to see, and must not stop the chat.
        reportError(error);
      }
    }
  }

  async #remove(): Promise<void> {
    this.#stop.abort();
    (window.cancelIdleCallback ?? clearTimeout)(this.#idle);
    this.#listeners.clear();
    if (window.ChatService === this.api) delete window.ChatService;
    await this.#handle?.remove();
    this.#launcher?.remove();
  }

  #isOpenKept(): boolean {
    return this.#kept("open") === "1" && !matchMedia(phone).matches;
  }

  #keptLook(): Look {
    try {
      return { ...defaultLook, ...JSON.parse(this.#kept("look") ?? "{}") };
    } catch {
      return defaultLook;
    }
  }

  #key(name: string): string {
    return `chatservice:${this.#config.inbox}:${name}`;
  }

  #kept(name: string): string | null {
    try {
      return localStorage.getItem(this.#key(name));
    } catch {
      return null;
    }
  }

  /** All that is kept for this inbox goes, but how its launcher looks. */
  #clear(): void {
    for (const kind of ["localStorage", "sessionStorage"] as const) {
      try {
        for (const key of Object.keys(window[kind])) {
          if (key.startsWith(this.#key("")) && key !== this.#key("look")) window[kind].removeItem(key);
        }
      } catch {
        // Blocked storage: nothing is kept there.
      }
    }
  }

  #keep(name: string, value: string): void {
    try {
      localStorage.setItem(this.#key(name), value);
    } catch {
      // Blocked storage: it is remembered until the page ends.
    }
  }
}

function tellTabs(name: string, note: object): void {
  if (typeof BroadcastChannel === "undefined") return;
  const channel = new BroadcastChannel(name);
  channel.postMessage(note);
  channel.close();
}

/** Goes on when the page is left. What cannot be reached has at least been forgotten here. */
async function post(url: string, body: object): Promise<void> {
  const request = {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    keepalive: true,
    credentials: "omit" as const,
    signal: AbortSignal.timeout?.(5_000) ?? null,
  };
  await fetch(url, request).catch(() => undefined);
}
