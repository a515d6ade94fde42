import type { ChatServiceEvents, ChatServiceIdentity } from "../../chatservice";
import type { WidgetConfig } from "./config";

/** How an inbox wants its launcher; kept from the last visit, so the next page is right from the first frame. */
export interface Look {
  color: string;
  position: "right" | "left";
  offsetX: number;
  offsetY: number;
}

/** What the loader gives to the lazy panel. */
export interface Bridge {
  config: WidgetConfig;
  /** Whom the page has named before the panel was there: the first request for a session carries it. */
  identity: ChatServiceIdentity | undefined;
  /** Where the panel is drawn; inside the shadow root. */
  slot: HTMLElement;
  addStyles(css: string): void;
  emit<K extends keyof ChatServiceEvents>(event: K, value: ChatServiceEvents[K]): void;
  setLook(look: Look): void;
  /** Name of the launcher for screen readers. */
  setLabel(label: string): void;
  setUnread(count: number, label: string): void;
  /** One line of the last answer, shown while the panel is closed; null takes it away. */
  setPreview(preview: { name: string; text: string; dismissLabel: string } | null): void;
  /** The panel has opened or closed itself (another tab, Escape). */
  opened(open: boolean, byVisitor: boolean): void;
}

/** What the lazy panel gives back. */
export interface PanelHandle {
  /** `byVisitor`: the caret goes into the composer; otherwise the focus stays where it is. */
  setOpen(open: boolean, byVisitor: boolean): void;
  identify(user: ChatServiceIdentity | null): void;
  setAttributes(attributes: Record<string, string>): void;
  setLocale(tag: string): Promise<void>;
  unread(): number;
  remove(): Promise<void>;
}

export interface PanelModule {
  mount(bridge: Bridge): PanelHandle;
}

export type { ChatServiceApi, ChatServiceEvents, ChatServiceIdentity, ChatServiceUser } from "../../chatservice";
