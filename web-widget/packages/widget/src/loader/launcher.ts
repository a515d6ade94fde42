import { css, parseColor, readable, textOn } from "./color";
import type { WidgetConfig } from "./config";
import type { Look } from "./contract";
import styles from "./loader.css?inline";
import { pageBody } from "./page";

/** What can be said before any words are loaded. Other languages: `data-label`. */
const openWords: Record<string, string> = { en: "Open chat", zh: "打开在线客服" };

const icon =
  "M12 3.5c-5 0-9 3.3-9 7.5 0 2.3 1.2 4.3 3.1 5.7-.1 1-.5 2.2-1.4 3.3-.2.3 0 .7.4.6 1.9-.3 3.5-1.1 4.6-1.9.7.1 1.5.2 2.3.2 5 0 9-3.3 9-7.5s-4-7.5-9-7.5z";
const namespace = "http://www.w3.org/2000/svg";

/** The round button in the corner, its badge and its one-line preview, in a shadow root of its own. */
export class Launcher {
  readonly host = document.createElement("div");
  readonly slot = document.createElement("div");
  readonly #root: ShadowRoot;
  readonly #config: WidgetConfig;
  readonly #button = document.createElement("button");
  readonly #badge = document.createElement("span");
  readonly #preview = document.createElement("div");
  readonly #dark = matchMedia("(prefers-color-scheme: dark)");
  readonly #stop = new AbortController();
  readonly #keeper = new MutationObserver(() => this.attach());
  #attachedAt = 0;
  #hasty = 0;
  #look: Look;
  #unread = 0;
  #label: string;
  #open = false;

  constructor(config: WidgetConfig, look: Look, onOpen: () => void, onIntent: () => void) {
    this.#config = config;
    this.#look = look;
    this.#label = config.label ?? openWords[config.locale.slice(0, 2).toLowerCase()] ?? (openWords.en as string);
    this.host.id = "chatservice";
    this.#root = this.host.attachShadow({ mode: "open" });
    this.addStyles(styles);
    this.#drawButton(onOpen, onIntent);
    this.#preview.className = "preview";
    this.#preview.hidden = true;
    this.#root.append(this.#preview, this.#button, this.slot);
    this.#dark.addEventListener("change", () => this.#paint(), { signal: this.#stop.signal });
    this.slot.className = "slot";
    this.attach();
    this.#paint();
    this.#name();
  }

  /**
   * Puts the host into the page, and keeps it there: pages replace their body, or empty it, and us with it. What was open stays open and
   * what was typed stays typed, because the elements are the same.
   */
  attach(): void {
    const body = pageBody();
    if (body && !this.host.isConnected && this.#isPatient()) body.append(this.host);
    for (const node of [document, document.documentElement, body]) {
      if (node) this.#keeper.observe(node, { childList: true });
    }
  }

  /** A page that takes us out again and again does not want us; without an end both would do nothing else. */
  #isPatient(): boolean {
    const now = Date.now();
    this.#hasty = now - this.#attachedAt < 50 ? this.#hasty + 1 : 0;
    this.#attachedAt = now;
    return this.#hasty < 50;
  }

  addStyles(text: string): void {
    if ("adoptedStyleSheets" in this.#root) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      this.#root.adoptedStyleSheets = [...this.#root.adoptedStyleSheets, sheet];
      return;
    }
    const element = document.createElement("style");
    if (this.#config.nonce) element.nonce = this.#config.nonce;
    element.textContent = text;
    (this.#root as ShadowRoot).append(element);
  }

  setLook(look: Look): void {
    this.#look = look;
    this.#paint();
  }

  setUnread(count: number, label: string): void {
    this.#unread = count;
    this.#badge.hidden = count === 0;
    this.#badge.textContent = count > 99 ? "99+" : String(count);
    this.#name(label);
  }

  setPreview(preview: { name: string; text: string; dismissLabel: string } | null, onOpen: () => void): void {
    this.#preview.hidden = preview === null;
    this.#preview.replaceChildren();
    if (!preview) return;
    const text = button("text", onOpen);
    const name = document.createElement("b");
    name.textContent = preview.name ? `${preview.name} ` : "";
    text.append(name, preview.text);
    const gone = button("gone", () => this.setPreview(null, onOpen));
    gone.setAttribute("aria-label", preview.dismissLabel);
    gone.textContent = "×";
    this.#preview.append(text, gone);
  }

  setOpen(open: boolean, byVisitor: boolean): void {
    this.#open = open;
    this.#button.hidden = open;
    this.#button.setAttribute("aria-expanded", String(open));
    if (!open && byVisitor) this.#button.focus();
  }

  setBusy(busy: boolean): void {
    this.#button.setAttribute("aria-busy", String(busy));
  }

  setLabel(label: string): void {
    this.#label = this.#config.label ?? label;
    this.#name();
  }

  remove(): void {
    this.#stop.abort();
    this.#keeper.disconnect();
    this.host.remove();
  }

  get isOpen(): boolean {
    return this.#open;
  }

  #drawButton(onOpen: () => void, onIntent: () => void): void {
    const svg = document.createElementNS(namespace, "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    const path = document.createElementNS(namespace, "path");
    path.setAttribute("d", icon);
    path.setAttribute("fill", "currentColor");
    svg.append(path);
    this.#badge.className = "badge";
    this.#badge.hidden = true;
    this.#badge.ariaHidden = "true";
    const made = this.#button;
    made.type = "button";
    made.className = "launch";
    made.setAttribute("aria-haspopup", "dialog");
    made.setAttribute("aria-expanded", "false");
    made.append(svg, this.#badge);
    made.addEventListener("click", onOpen);
    for (const intent of ["pointerenter", "focus", "touchstart"]) {
      made.addEventListener(intent, onIntent, { once: true, passive: true });
    }
  }

  #name(unreadLabel = ""): void {
    this.#button.setAttribute("aria-label", this.#unread ? `${this.#label}, ${unreadLabel}` : this.#label);
  }

  #paint(): void {
    const { style, dataset } = this.host;
    const { position, offsetX, offsetY } = this.#config;
    const color = this.#config.color ?? this.#look.color;
    const theme = this.#config.theme ?? (this.#dark.matches ? "dark" : "light");
    dataset.theme = theme;
    dataset.side = position ?? this.#look.position;
    style.setProperty("--cs-x", `${offsetX ?? this.#look.offsetX}px`);
    style.setProperty("--cs-y", `${offsetY ?? this.#look.offsetY}px`);
    style.setProperty("--cs-accent", color);
    // The page may have set its own accent; what is on screen decides what can be read on it.
    const shown = parseColor(getComputedStyle(this.#button).backgroundColor) ?? parseColor(color);
    if (!shown) return;
    style.setProperty("--cs-on-accent", css(textOn(shown)));
    style.setProperty("--cs-accent-text", css(readable(shown, theme === "dark" ? [35, 40, 51] : [244, 245, 248])));
  }
}

function button(className: string, onClick: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = className;
  made.addEventListener("click", onClick);
  return made;
}
