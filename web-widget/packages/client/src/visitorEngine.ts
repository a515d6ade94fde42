import { CatchUp } from "./catchUp";
import { Delivery } from "./delivery";
import { Emitter } from "./emitter";
import { ChatError } from "./errors";
import { openExclusive } from "./exclusive";
import { HubLink } from "./hubLink";
import { type KeyValueStore, openStore } from "./keyValueStore";
import { Outbox, type OutboxChange } from "./outbox";
import { PageReport } from "./pageReport";
import type { InboxInfo, ResumeAnswer, SessionAnswer, VisitorConversation, VisitorHubEvents } from "./protocol";
import { ReadMarks } from "./readMarks";
import { Session } from "./session";
import { Tabs } from "./tabs";
import { Thread } from "./thread";
import { ViewReport } from "./viewReport";
import {
  type ChatView,
  storageName,
  type TabNote,
  type VisitorChatEvents,
  type VisitorChatOptions,
} from "./visitorTypes";

/** A connect token that was tried this often without success is thought to be bad. */
const tokenTries = 2;

/** The parts of a visitor's chat and how they move one another: session, connection, conversation, outbox, and the other tabs. */
export class VisitorEngine {
  readonly events = new Emitter<VisitorChatEvents>();
  readonly session: Session;
  readonly link: HubLink<VisitorHubEvents>;
  readonly thread: Thread;
  readonly readMarks: ReadMarks;
  readonly outbox: Outbox;
  readonly tabs: Tabs<TabNote>;
  readonly #name: string;
  readonly #store: KeyValueStore;
  readonly #delivery: Delivery;
  readonly #catchUp: CatchUp;
  readonly #pages: PageReport;
  readonly #report = new ViewReport(
    this.events,
    () => this.view,
    (view) => this.#remember(view.conversation),
  );
  #refusal: string | null = null;
  #inbox: InboxInfo | null = null;
  #everLive = false;
  #tries = 0;
  #visitor = 0;

  constructor(options: VisitorChatOptions) {
    this.#name = storageName(options.inboxKey);
    this.#store = options.store ?? openStore();
    const exclusive = options.exclusive ?? openExclusive(this.#store);
    this.session = new Session({
      ...options,
      name: this.#name,
      store: this.#store,
      exclusive,
      onAnswer: (answer) => this.#welcome(answer),
      onIdentityRefused: (error) => this.events.emit("error", error),
      onOther: (why) => this.#becomeOther(why),
    });
    this.session.locale = options.locale;
    this.session.page = options.page;
    this.link = new HubLink<VisitorHubEvents>({
      ...options,
      url: `${options.origin}/hubs/visitor`,
      accessToken: () => this.#token(),
    });
    this.thread = new Thread((conversationId, afterSeq) =>
      this.link.invoke<ResumeAnswer>("Resume", { conversationId, afterSeq }),
    );
    this.readMarks = new ReadMarks(this.thread, this.link);
    this.#catchUp = new CatchUp({
      thread: this.thread,
      readMarks: this.readMarks,
      backoff: options.backoff,
      isLive: () => this.link.state === "live",
      sessionOver: () => this.#renewSession(),
    });
    this.#delivery = new Delivery({
      invoke: (method, argument) => this.link.invoke(method, argument),
      thread: this.thread,
      page: options.page,
      attributes: () => this.session.attributes,
      committed: (note) => this.tabs.tell({ type: "sent", ...note }),
      sessionOver: () => this.#renewSession(),
    });
    this.outbox = new Outbox({
      ...options,
      store: this.#store,
      exclusive,
      name: this.#name,
      send: (entry) => this.#delivery.send(entry),
      onChange: (change) => this.#outboxChanged(change),
    });
    this.#pages = new PageReport(this.link, options.page);
    this.tabs = new Tabs<TabNote>(this.#name, (note) => this.#hear(note));
    this.#listen();
    this.thread.mirror(this.outbox.entries());
  }

  get view(): ChatView {
    return {
      refusal: this.#refusal,
      connection: this.link.state,
      everLive: this.#everLive,
      kept: this.#store.lasts,
      retryAt: this.link.retryAt,
      inbox: this.#inbox,
      contact: this.session.answer?.contact ?? null,
      conversation: this.thread.conversation,
      messages: this.thread.log.messages,
      outgoing: this.thread.log.outgoing,
      typing: this.thread.typing,
      unread: this.thread.unread,
      readSeq: this.thread.readSeq,
      visitor: this.#visitor,
    };
  }

  start(): void {
    this.#refusal = null;
    this.link.start();
    this.#report.changed();
  }

  async close(): Promise<void> {
    this.#catchUp.close();
    this.#pages.close();
    this.outbox.pause();
    this.tabs.close();
    this.thread.close();
    this.events.clear();
    await this.link.stop();
  }

  /** Opens another connection, when one is wanted at all: as somebody else. */
  reconnect(): void {
    if (this.link.state !== "stopped") this.link.reconnect();
  }

  /** Asks for the session again: attributes or language are new. */
  async refresh(): Promise<void> {
    this.session.expire();
    if (this.link.state !== "stopped") await this.session.ensure().catch(() => undefined);
  }

  /** Automatic texts and the agents follow the page's language: at once when it changes, and with a conversation that began in another. */
  async tellLocale(): Promise<void> {
    const { locale } = this.session;
    if (!locale || this.link.state !== "live") return;
    await this.link.invoke("SetLocale", { locale }).then(
      () => this.#store.set(this.#localeKey, locale),
      () => undefined,
    );
  }

  /** What is typed and not sent; kept over page loads. */
  get draft(): string {
    return this.#store.get(`${this.#name}:draft`) ?? "";
  }

  set draft(text: string) {
    if (text) this.#store.set(`${this.#name}:draft`, text);
    else this.#store.remove(`${this.#name}:draft`);
  }

  /** Everything kept here about this visitor goes. */
  forget(): void {
    this.session.forget();
    this.#becomeOther("person");
  }

  /** Nothing of the visitor from before may be shown, or sent, from here on. */
  #becomeOther(why: "person" | "token"): void {
    if (why === "person") {
      this.outbox.pause();
      this.outbox.clear();
      this.tabs.tell({ type: "forget" });
      this.#forgetDraft();
    }
    this.#leaveThread();
  }

  #forgetDraft(): void {
    this.draft = "";
    this.#store.remove(this.#localeKey);
    this.#visitor++;
  }

  #leaveThread(): void {
    this.thread.take(null);
    this.thread.mirror(this.outbox.entries());
    this.#store.remove(`${this.#name}:conversation`);
  }

  #listen(): void {
    const thread = this.thread;
    this.link.watch("state", ({ state }) => {
      if (state === "live") this.#wentLive();
      this.#report.changed();
    });
    this.link.watch("ended", ({ code }) => {
      this.#refusal = code;
      this.events.emit("error", new ChatError(code));
      this.#report.changed();
    });
    this.link.on("Closed", ({ code }) => code === "token_expired" && this.session.expire());
    this.link.on("MessageAppended", (message) => thread.appended(message));
    this.link.on("ConversationChanged", (conversation) => thread.changed(conversation));
    this.link.on("TypingChanged", (typing) => thread.typingChanged(typing));
    this.link.on("ReadChanged", (read) => thread.readChanged(read));
    this.link.on("QueueChanged", (queue) => thread.queueChanged(queue));
    this.link.on("DeskChanged", ({ desk, open, opensAt = null, changesAt = null }) => {
      if (this.#inbox) this.#inbox = { ...this.#inbox, desk, open, opensAt, changesAt };
      this.#report.changed();
    });
    thread.events.on("change", () => this.#report.changed());
    thread.events.on("message", (message) => this.events.emit("message", message));
  }

  async #token(): Promise<string> {
    if (++this.#tries > tokenTries) {
      this.session.expire();
      this.#tries = 0;
    }
    return this.session.connectToken();
  }

  #welcome(answer: SessionAnswer): void {
    this.#inbox = answer.inbox;
    const earlier = this.thread.conversation;
    const conversation = answer.conversation ?? null;
    // A session asked for again while a first message is under way knows of no conversation yet; ours stays until the server names another.
    if (conversation || !earlier || earlier.state === "closed") this.thread.take(conversation);
    this.#report.changed();
  }

  #wentLive(): void {
    this.#everLive = true;
    this.#tries = 0;
    this.#catchUp.start();
    this.#pages.tell();
    void this.outbox.flush();
    this.#followLocale();
  }

  /** A conversation may have begun on a page in another language. What begins now speaks the language that the token names. */
  #followLocale(): void {
    if (this.thread.conversation && this.#store.get(this.#localeKey) !== this.session.locale) void this.tellLocale();
  }

  get #localeKey(): string {
    return `${this.#name}:locale`;
  }

  #outboxChanged(change: OutboxChange): void {
    if (change.type === "failed") this.events.emit("error", change.error);
    this.thread.mirror(this.outbox.entries());
    this.tabs.tell({ type: "outbox" });
  }

  #hear(note: TabNote): void {
    const here = this.thread.conversation?.conversationId;
    if (note.type === "outbox") this.thread.mirror(this.outbox.entries());
    else if (note.type === "read" && note.conversationId === here) this.thread.markRead(note.seq);
    else if (note.type === "open") this.events.emit("open", note.open);
    else if (note.type === "sent") this.#heardSent(note);
    else if (note.type === "forget") {
      this.session.forgetHere();
      this.#forgetDraft();
      this.#leaveThread();
      this.reconnect();
    }
  }

  #heardSent(note: Extract<TabNote, { type: "sent" }>): void {
    const { conversationId, clientMessageId, seq, createdAt } = note;
    const isNew = this.thread.conversation?.conversationId !== conversationId;
    if (isNew) this.thread.started({ conversationId, seq, createdAt, state: "queued" });
    this.thread.log.confirm(clientMessageId, { seq, createdAt });
    if (isNew) void this.thread.log.resume().catch(() => undefined);
  }

  #renewSession(): void {
    this.session.expire();
    this.link.reconnect();
  }

  /** A hint for the next page: with a conversation, answers may come. */
  #remember(conversation: VisitorConversation | null): void {
    if (!this.session.answer) return;
    const key = `${this.#name}:conversation`;
    const kept = this.#store.get(key);
    const id = conversation && this.thread.writableId ? conversation.conversationId : null;
    if (id && kept !== id) this.#store.set(key, id);
    else if (!id && kept) this.#store.remove(key);
  }
}
