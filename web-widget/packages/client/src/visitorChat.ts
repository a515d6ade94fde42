import { ChatError, parseHubError } from "./errors";
import type { IdentitySource } from "./identity";
import { Intents } from "./intents";
import type { VisitorContact, VisitorConversation } from "./protocol";
import { TypingReport } from "./typingReport";
import { VisitorEngine } from "./visitorEngine";
import type { ChatView, VisitorChatEvents, VisitorChatOptions } from "./visitorTypes";

/** The visitor's side of the chat without a screen: what may be done, and the view of it. */
export class VisitorChat {
  readonly #engine: VisitorEngine;
  readonly #intents = new Intents();
  readonly #typing = new TypingReport((preview) => this.#reportTyping(preview));

  /** Where the server is: what it names by a path stands there. */
  readonly origin: string;

  constructor(options: VisitorChatOptions) {
    this.origin = options.origin;
    this.#engine = new VisitorEngine(options);
  }

  get view(): ChatView {
    return this.#engine.view;
  }

  on<K extends keyof VisitorChatEvents>(event: K, listener: (value: VisitorChatEvents[K]) => void): () => void {
    return this.#engine.events.on(event, listener);
  }

  start(): void {
    this.#engine.start();
  }

  /** Leaves nothing running. What is not sent stays in storage. */
  async close(): Promise<void> {
    this.#typing.close();
    await this.#engine.close();
  }

  /** Shown at once, kept over reloads, and sent as soon as there is a way. `about` goes with the message that starts a conversation. */
  send(text: string, about: { name?: string; email?: string } = {}): void {
    this.#typing.reset();
    try {
      this.#engine.outbox.add({ conversationId: null, text: text.trim(), extra: about as Record<string, string> });
    } catch (error) {
      this.#engine.events.emit("error", parseHubError(error));
      throw error;
    }
  }

  retry(clientMessageId: string): void {
    this.#engine.outbox.retry(clientMessageId);
  }

  discard(clientMessageId: string): void {
    this.#engine.outbox.discard(clientMessageId);
  }

  retryNow(): void {
    this.#engine.link.retryNow();
  }

  typing(preview: string): void {
    this.#typing.report(preview);
  }

  /** Everything that is here has been seen. */
  markRead(): void {
    const conversationId = this.#engine.thread.conversation?.conversationId;
    if (!conversationId || !this.#engine.thread.markRead(this.#engine.thread.log.lastSeq)) return;
    this.#engine.tabs.tell({ type: "read", conversationId, seq: this.#engine.thread.readSeq });
    void this.#engine.readMarks.tell();
  }

  async end(): Promise<void> {
    const conversationId = this.#requireConversation();
    const { state } = await this.#engine.link.invoke<{ state: VisitorConversation["state"] }>("EndConversation", {
      conversationId,
    });
    this.#engine.thread.patch({ state });
  }

  /** What is left out stays as it was said before. */
  async rate({ score, solved, comment }: { score?: number; solved?: boolean; comment?: string }): Promise<void> {
    await this.#engine.link.invoke("Rate", { conversationId: this.#requireConversation(), score, solved, comment });
    this.#engine.thread.patch({
      ...(score !== undefined && { rating: score }),
      ...(solved !== undefined && { solved }),
    });
  }

  async requestCallback(wish: { phone?: string; email?: string; note?: string }): Promise<void> {
    const request = { conversationId: this.#requireConversation(), ...wish };
    await this.#intents.run(`RequestCallback ${JSON.stringify(request)}`, (clientMessageId) =>
      this.#engine.link.invoke("RequestCallback", { ...request, clientMessageId }),
    );
  }

  async updateContact(contact: { name?: string; email?: string; phone?: string }): Promise<void> {
    const answer = await this.#engine.link.invoke<{ contact: VisitorContact }>("UpdateContact", contact);
    this.#engine.session.patchContact(answer.contact);
    this.#engine.thread.patch({});
  }

  /** What is typed and not sent. */
  get draft(): string {
    return this.#engine.draft;
  }

  set draft(text: string) {
    this.#engine.draft = text;
  }

  /** Who the site says this is; null: log-out, everything kept here is forgotten and the token ends at the server. */
  identify(identity: IdentitySource | null): void {
    if (identity) this.#engine.session.identify(identity);
    else this.#engine.forget();
    this.#engine.reconnect();
  }

  setAttributes(attributes: Record<string, string>): void {
    // Pages are plain JavaScript: a number is as good as its text, and nothing takes the attribute away.
    const texts = Object.entries(attributes).map(([name, value]) => [name, String(value ?? "")]);
    this.#engine.session.attributes = { ...this.#engine.session.attributes, ...Object.fromEntries(texts) };
    void this.#engine.refresh();
  }

  setLocale(locale: string): void {
    this.#engine.session.locale = locale;
    void this.#engine.tellLocale();
    void this.#engine.refresh();
  }

  /** Lets the other tabs follow. */
  tellOpen(open: boolean): void {
    this.#engine.tabs.tell({ type: "open", open });
  }

  async #reportTyping(preview: string): Promise<void> {
    const conversation = this.#engine.thread.conversation;
    if (!conversation || conversation.state === "closed" || this.#engine.link.state !== "live") return;
    await this.#engine.link.invoke("Typing", { conversationId: conversation.conversationId, preview });
  }

  #requireConversation(): string {
    const conversation = this.#engine.thread.conversation;
    if (!conversation) throw new ChatError("not_found");
    return conversation.conversationId;
  }
}
