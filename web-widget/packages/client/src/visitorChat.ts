import { Backoff } from "./backoff";
import { Delivery } from "./delivery";
import { Emitter } from "./emitter";
import { ChatError, parseHubError } from "./errors";
import { openExclusive } from "./exclusive";
import { HubLink } from "./hubLink";
import { type KeyValueStore, openStore } from "./keyValueStore";
import { Outbox, type OutboxChange } from "./outbox";
import type { Identity, ResumeAnswer, SessionAnswer, VisitorConversation, VisitorHubEvents } from "./protocol";
import { ReadMarks } from "./readMarks";
import { Session } from "./session";
import { Tabs } from "./tabs";
import { Thread } from "./thread";
import { TypingReport } from "./typingReport";
import {
  type ChatView,
  storageName,
  type TabNote,
  type VisitorChatEvents,
  type VisitorChatOptions,
} from "./visitorTypes";

/** A connect token that was tried this often without success is thought to be bad. */
const tokenTries = 2;

/** The visitor's side of the chat without a screen: session, connection, conversation, outbox, and the other tabs. */
export class VisitorChat {
  readonly #name: string;
  readonly #store: KeyValueStore;
  readonly #events = new Emitter<VisitorChatEvents>();
  readonly #session: Session;
  readonly #link: HubLink<VisitorHubEvents>;
  readonly #thread: Thread;
  readonly #delivery: Delivery;
  readonly #readMarks: ReadMarks;
  readonly #outbox: Outbox;
  readonly #tabs: Tabs<TabNote>;
  readonly #typing: TypingReport;
  readonly #syncBackoff: Backoff;
  #syncTimer: ReturnType<typeof setTimeout> | undefined;
  #refusal: string | null = null;
  #everLive = false;
  #tries = 0;
  #reported = { unread: 0, pending: false };

  constructor(options: VisitorChatOptions) {
    this.#name = storageName(options.inboxKey);
    this.#store = options.store ?? openStore();
    const exclusive = options.exclusive ?? openExclusive(this.#store);
    this.#syncBackoff = new Backoff(options.backoff);
    this.#session = new Session({
      ...options,
      name: this.#name,
      store: this.#store,
      exclusive,
      onAnswer: (answer) => this.#welcome(answer),
      onIdentityRefused: (error) => this.#events.emit("error", error),
    });
    this.#session.locale = options.locale;
    this.#session.page = options.page;
    this.#link = new HubLink<VisitorHubEvents>({
      ...options,
      url: `${options.origin}/hubs/visitor`,
      accessToken: () => this.#token(),
    });
    this.#thread = new Thread((conversationId, afterSeq) =>
      this.#link.invoke<ResumeAnswer>("Resume", { conversationId, afterSeq }),
    );
    this.#readMarks = new ReadMarks(this.#thread, this.#link);
    this.#delivery = new Delivery({
      invoke: (method, argument) => this.#link.invoke(method, argument),
      thread: this.#thread,
      page: options.page,
      attributes: () => this.#session.attributes,
      committed: (note) => this.#tabs.tell({ type: "sent", ...note }),
      sessionOver: () => this.#renewSession(),
    });
    this.#outbox = new Outbox({
      ...options,
      store: this.#store,
      exclusive,
      name: this.#name,
      send: (entry) => this.#delivery.send(entry),
      onChange: (change) => this.#outboxChanged(change),
    });
    this.#tabs = new Tabs<TabNote>(this.#name, (note) => this.#hear(note));
    this.#typing = new TypingReport((preview) => this.#reportTyping(preview));
    this.#listen();
    this.#thread.mirror(this.#outbox.entries());
  }

  get view(): ChatView {
    return {
      refusal: this.#refusal,
      connection: this.#link.state,
      everLive: this.#everLive,
      retryAt: this.#link.retryAt,
      inbox: this.#session.answer?.inbox ?? null,
      contact: this.#session.answer?.contact ?? null,
      conversation: this.#thread.conversation,
      messages: this.#thread.log.messages,
      outgoing: this.#thread.log.outgoing,
      typing: this.#thread.typing,
      unread: this.#thread.unread,
      readSeq: this.#thread.readSeq,
    };
  }

  on<K extends keyof VisitorChatEvents>(event: K, listener: (value: VisitorChatEvents[K]) => void): () => void {
    return this.#events.on(event, listener);
  }

  start(): void {
    this.#refusal = null;
    this.#link.start();
    this.#changed();
  }

  /** Leaves nothing running. What is not sent stays in storage. */
  async close(): Promise<void> {
    clearTimeout(this.#syncTimer);
    this.#typing.close();
    this.#outbox.pause();
    this.#tabs.close();
    this.#thread.close();
    this.#events.clear();
    await this.#link.stop();
  }

  /** Shown at once, kept over reloads, and sent as soon as there is a way. `about` goes with the message that starts a conversation. */
  send(text: string, about: { name?: string; email?: string } = {}): void {
    this.#typing.reset();
    try {
      this.#outbox.add({ conversationId: null, text: text.trim(), extra: about as Record<string, string> });
    } catch (error) {
      this.#events.emit("error", parseHubError(error));
      throw error;
    }
  }

  retry(clientMessageId: string): void {
    this.#outbox.retry(clientMessageId);
  }

  discard(clientMessageId: string): void {
    this.#outbox.discard(clientMessageId);
  }

  retryNow(): void {
    this.#link.retryNow();
  }

  typing(preview: string): void {
    this.#typing.report(preview);
  }

  /** Everything that is here has been seen. */
  markRead(): void {
    const conversationId = this.#thread.conversation?.conversationId;
    if (!conversationId || !this.#thread.markRead(this.#thread.log.lastSeq)) return;
    this.#tabs.tell({ type: "read", conversationId, seq: this.#thread.readSeq });
    void this.#readMarks.tell();
  }

  async end(): Promise<void> {
    const conversationId = this.#requireConversation();
    const { state } = await this.#link.invoke<{ state: VisitorConversation["state"] }>("EndConversation", {
      conversationId,
    });
    this.#thread.patch({ state });
  }

  async rate(score: number, comment?: string): Promise<void> {
    await this.#link.invoke("Rate", { conversationId: this.#requireConversation(), score, comment });
    this.#thread.patch({ rating: score });
  }

  async requestCallback(wish: { phone?: string; email?: string; note?: string }): Promise<void> {
    await this.#link.invoke("RequestCallback", { conversationId: this.#requireConversation(), ...wish });
  }

  async updateContact(contact: { name?: string; email?: string; phone?: string }): Promise<void> {
    await this.#link.invoke("UpdateContact", contact);
  }

  /** Who the site says this is; null: log-out, everything kept here is forgotten. */
  identify(identity: Identity | null): void {
    if (identity) this.#session.identify(identity);
    else {
      this.#forget();
      this.#tabs.tell({ type: "forget" });
    }
    if (this.#link.state !== "stopped") this.#link.reconnect();
  }

  setAttributes(attributes: Record<string, string>): void {
    // Pages are plain JavaScript: a number is as good as its text, and nothing takes the attribute away.
    const texts = Object.entries(attributes).map(([name, value]) => [name, String(value ?? "")]);
    this.#session.attributes = { ...this.#session.attributes, ...Object.fromEntries(texts) };
    void this.#refresh();
  }

  setLocale(locale: string): void {
    this.#session.locale = locale;
    void this.#refresh();
  }

  /** Lets the other tabs follow. */
  tellOpen(open: boolean): void {
    this.#tabs.tell({ type: "open", open });
  }

  #listen(): void {
    const thread = this.#thread;
    this.#link.watch("state", ({ state }) => {
      if (state === "live") this.#wentLive();
      this.#changed();
    });
    this.#link.watch("ended", ({ code }) => {
      this.#refusal = code;
      this.#events.emit("error", new ChatError(code));
      this.#changed();
    });
    this.#link.on("Closed", ({ code }) => code === "token_expired" && this.#session.expire());
    this.#link.on("MessageAppended", (message) => thread.appended(message));
    this.#link.on("ConversationChanged", (conversation) => thread.changed(conversation));
    this.#link.on("TypingChanged", (typing) => thread.typingChanged(typing));
    this.#link.on("ReadChanged", (read) => thread.readChanged(read));
    this.#link.on("QueueChanged", (queue) => thread.queueChanged(queue));
    thread.events.on("change", () => this.#changed());
    thread.events.on("message", (message) => this.#events.emit("message", message));
  }

  async #token(): Promise<string> {
    if (++this.#tries > tokenTries) {
      this.#session.expire();
      this.#tries = 0;
    }
    return this.#session.connectToken();
  }

  #welcome(answer: SessionAnswer): void {
    const earlier = this.#thread.conversation;
    const conversation = answer.conversation ?? null;
    // A session asked for again while a first message is under way knows of no conversation yet; ours stays until the server names another.
    if (conversation || !earlier || earlier.state === "closed") this.#thread.take(conversation);
    this.#changed();
  }

  #wentLive(): void {
    this.#everLive = true;
    this.#tries = 0;
    this.#syncBackoff.reset();
    void this.#sync();
    void this.#outbox.flush();
  }

  /** After each (re)connect: what was missed, and what was read meanwhile. */
  async #sync(): Promise<void> {
    clearTimeout(this.#syncTimer);
    try {
      await this.#thread.log.resume();
      await this.#readMarks.tell();
    } catch (failure) {
      const error = parseHubError(failure);
      if (error.code === "not_found") this.#thread.take(null);
      else if (error.sessionOver) this.#renewSession();
      else if (this.#link.state === "live")
        this.#syncTimer = setTimeout(() => void this.#sync(), this.#syncBackoff.next());
    }
  }

  #outboxChanged(change: OutboxChange): void {
    if (change.type === "failed") this.#events.emit("error", change.error);
    this.#thread.mirror(this.#outbox.entries());
    this.#tabs.tell({ type: "outbox" });
  }

  #hear(note: TabNote): void {
    const here = this.#thread.conversation?.conversationId;
    if (note.type === "outbox") this.#thread.mirror(this.#outbox.entries());
    else if (note.type === "read" && note.conversationId === here) this.#thread.markRead(note.seq);
    else if (note.type === "open") this.#events.emit("open", note.open);
    else if (note.type === "sent") this.#heardSent(note);
    else if (note.type === "forget") {
      this.#forget();
      if (this.#link.state !== "stopped") this.#link.reconnect();
    }
  }

  #heardSent(note: Extract<TabNote, { type: "sent" }>): void {
    const { conversationId, clientMessageId, seq, createdAt } = note;
    const isNew = this.#thread.conversation?.conversationId !== conversationId;
    if (isNew) this.#thread.started({ conversationId, seq, createdAt, state: "queued" });
    this.#thread.log.confirm(clientMessageId, { seq, createdAt });
    if (isNew) void this.#thread.log.resume().catch(() => undefined);
  }

  #renewSession(): void {
    this.#session.expire();
    this.#link.reconnect();
  }

  async #refresh(): Promise<void> {
    this.#session.expire();
    if (this.#link.state !== "stopped") await this.#session.ensure().catch(() => undefined);
  }

  #forget(): void {
    this.#session.forget();
    this.#outbox.clear();
    this.#thread.take(null);
    this.#thread.mirror([]);
  }

  async #reportTyping(preview: string): Promise<void> {
    const conversation = this.#thread.conversation;
    if (!conversation || conversation.state === "closed" || this.#link.state !== "live") return;
    await this.#link.invoke("Typing", { conversationId: conversation.conversationId, preview });
  }

  #requireConversation(): string {
    const conversation = this.#thread.conversation;
    if (!conversation) throw new ChatError("not_found");
    return conversation.conversationId;
  }

  #changed(): void {
    if (this.#reported.pending) return;
    this.#reported.pending = true;
    queueMicrotask(() => {
      this.#reported.pending = false;
      const view = this.view;
      this.#remember(view.conversation);
      this.#events.emit("change", view);
      if (view.unread === this.#reported.unread) return;
      this.#reported.unread = view.unread;
      this.#events.emit("unread", view.unread);
    });
  }

  /** A hint for the next page: with a conversation, answers may come. */
  #remember(conversation: VisitorConversation | null): void {
    if (!this.#session.answer) return;
    const key = `${this.#name}:conversation`;
    const kept = this.#store.get(key);
    const id = conversation && this.#thread.writableId ? conversation.conversationId : null;
    if (id && kept !== id) this.#store.set(key, id);
    else if (!id && kept) this.#store.remove(key);
  }
}
