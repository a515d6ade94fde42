import { openStore, storageName, VisitorChat } from "@chatservice/client";
import { render } from "preact";
import type { Bridge, ChatServiceIdentity, PanelHandle } from "../loader/contract";
import { phone } from "../loader/phone";
import { en } from "../locales/en";
import { App } from "./App";
import { Language, loadLanguage } from "./i18n";
import styles from "./panel.css?inline";
import { Sound } from "./sound";
import { plainTitle, showInTitle } from "./title";
import { coverPhone } from "./viewport";

/** A refusal is said for this long. */
const errorLifeMs = 6_000;
/** The others are said where they belong: under the message, or instead of the chat. */
const saidInTheBar = new Set(["outbox_full", "rate_limited"]);

export function mount(bridge: Bridge): PanelHandle {
  return new PanelHost(bridge);
}

/** Joins the headless chat, the screen and the loader. */
class PanelHost implements PanelHandle {
  readonly #bridge: Bridge;
  readonly #chat: VisitorChat;
  readonly #store = openStore();
  readonly #sound = new Sound();
  #language = new Language("en", en);
  #open = false;
  #soundOn: boolean;
  #error: string | null = null;
  #errorTimer: ReturnType<typeof setTimeout> | undefined;
  #composer: HTMLTextAreaElement | null = null;
  #focusWhenReady = false;
  #uncover: (() => void) | null = null;
  #connection = "";
  #removed = false;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
    const { origin, inbox, locale } = bridge.config;
    this.#soundOn = this.#store.get(`${storageName(inbox)}:sound`) === "1";
    bridge.addStyles(styles);
    const page = () => ({ url: location.href, title: plainTitle(), referrer: document.referrer });
    this.#chat = new VisitorChat({ origin, inboxKey: inbox, locale, page, store: this.#store });
    this.#listen();
    if (bridge.identity) this.#chat.identify(bridge.identity);
    this.#chat.start();
    void this.#speak(locale);
  }

  setOpen(open: boolean, byVisitor: boolean): void {
    if (open === this.#open) {
      if (open && byVisitor && !matchMedia(phone).matches) this.#composer?.focus();
      return;
    }
    this.#open = open;
    if (byVisitor) this.#chat.tellOpen(open);
    if (open) this.#bridge.setPreview(null);
    this.#draw();
    const panel = this.#bridge.slot.firstElementChild;
    this.#uncover?.();
    this.#uncover = open && panel instanceof HTMLElement ? coverPhone(panel) : null;
    this.#bridge.opened(open, byVisitor);
    if (!open || !byVisitor) return;
    this.#chat.retryNow();
    if (matchMedia(phone).matches) {
      // The keyboard would cover the greeting; the dialogue itself takes the focus.
      if (panel instanceof HTMLElement) panel.focus({ preventScroll: true });
      return;
    }
    this.#focusWhenReady = this.#composer === null;
    this.#composer?.focus();
  }

  identify(user: ChatServiceIdentity | null): void {
    this.#chat.identify(user);
  }

  setAttributes(attributes: Record<string, string>): void {
    this.#chat.setAttributes(attributes);
  }

  async setLocale(tag: string): Promise<void> {
    this.#chat.setLocale(tag);
    await this.#speak(tag);
  }

  unread(): number {
    return this.#chat.view.unread;
  }

  async remove(): Promise<void> {
    this.#removed = true;
    clearTimeout(this.#errorTimer);
    this.#uncover?.();
    showInTitle(0);
    render(null, this.#bridge.slot);
    this.#sound.close();
    await this.#chat.close();
  }

  #listen(): void {
    const { emit } = this.#bridge;
    this.#chat.on("change", (view) => {
      if (view.inbox) this.#takeLook(view.inbox);
      if (view.connection !== this.#connection) emit("connection", view.connection);
      this.#connection = view.connection;
      this.#draw();
    });
    this.#chat.on("unread", (count) => {
      this.#bridge.setUnread(count, this.#language.count("unread", count));
      if (count === 0) this.#bridge.setPreview(null);
      showInTitle(count);
      emit("unread", count);
    });
    this.#chat.on("message", ({ conversationId, seq, text, sender, createdAt }) => {
      emit("message", { conversationId, seq, text, sender: { kind: sender.kind, name: sender.name }, createdAt });
      const unseen = !this.#open || document.visibilityState !== "visible";
      if (!this.#open) this.#preview(sender.name, text);
      if (unseen && this.#soundOn) this.#sound.play();
    });
    this.#chat.on("error", ({ code, message }) => {
      emit("error", { code, message });
      if (saidInTheBar.has(code)) this.#complain(code);
    });
    this.#chat.on("open", (open) => this.setOpen(open, false));
  }

  #preview(name: string, text: string): void {
    this.#bridge.setPreview({ name, text, dismissLabel: this.#language.t("dismiss") });
    const shown = (this.#bridge.slot.getRootNode() as ShadowRoot).querySelector<HTMLElement>(".preview");
    if (shown)
      import("./extras").then(
        ({ standClear }) => standClear(shown),
        () => undefined,
      );
  }

  #complain(code: string): void {
    clearTimeout(this.#errorTimer);
    this.#error = code;
    this.#errorTimer = setTimeout(() => {
      this.#error = null;
      this.#draw();
    }, errorLifeMs);
    this.#draw();
  }

  #takeLook({
    color,
    launcher,
  }: {
    color: string;
    launcher?: { position: "right" | "left"; offsetX: number; offsetY: number } | null;
  }): void {
    this.#bridge.setLook({ color, ...(launcher ?? { position: "right", offsetX: 16, offsetY: 16 }) });
  }

  async #speak(tag: string): Promise<void> {
    this.#language = await loadLanguage(tag, this.#bridge.config.origin);
    if (this.#removed) return;
    this.#bridge.setLabel(this.#language.t("openChat"));
    this.#draw();
  }

  #toggleSound(): void {
    this.#keepSound(!this.#soundOn);
    if (this.#soundOn) {
      this.#sound.unlock();
      this.#sound.play();
    }
    this.#draw();
  }

  /** The first message turns the sound on, unless the visitor has chosen before. */
  #sent(): void {
    if (this.#store.get(this.#soundKey) === null) this.#keepSound(true);
    this.#sound.unlock();
  }

  #keepSound(on: boolean): void {
    this.#soundOn = on;
    this.#store.set(this.#soundKey, on ? "1" : "0");
  }

  get #soundKey(): string {
    return `${storageName(this.#bridge.config.inbox)}:sound`;
  }

  #takeComposer(field: HTMLTextAreaElement | null): void {
    this.#composer = field;
    if (field && this.#focusWhenReady) field.focus();
    this.#focusWhenReady = false;
  }

  #draw(): void {
    if (this.#removed) return;
    render(
      <App
        chat={this.#chat}
        view={this.#chat.view}
        language={this.#language}
        open={this.#open}
        sound={this.#soundOn}
        error={this.#error}
        onSound={() => this.#toggleSound()}
        onMinimise={() => this.setOpen(false, true)}
        onSent={() => this.#sent()}
        onComposer={(field) => this.#takeComposer(field)}
      />,
      this.#bridge.slot,
    );
  }
}
