import { parseHubError } from "./errors";
import type { OutboxEntry } from "./outbox";
import type { PageInfo, SendAnswer, StartConversationAnswer } from "./protocol";
import type { Thread } from "./thread";

export interface Committed {
  conversationId: string;
  clientMessageId: string;
  seq: number;
  createdAt: string;
}

export interface DeliveryOptions {
  invoke: <TAnswer>(method: string, argument: object) => Promise<TAnswer>;
  thread: Thread;
  page?: (() => PageInfo) | undefined;
  attributes?: (() => Record<string, string> | undefined) | undefined;
  committed: (note: Committed) => void;
  /** The server does not know us any more. */
  sessionOver: () => void;
}

/** Brings one message to the right place: the open conversation, or a new one when there is none or it is closed for good. */
export class Delivery {
  readonly #options: DeliveryOptions;

  constructor(options: DeliveryOptions) {
    this.#options = options;
  }

  async send(entry: OutboxEntry): Promise<void> {
    const conversationId = this.#options.thread.writableId;
    try {
      if (conversationId) return await this.#sendTo(conversationId, entry);
      return await this.#startWith(entry);
    } catch (failure) {
      const { code, sessionOver } = parseHubError(failure);
      if (sessionOver) this.#options.sessionOver();
      if (!conversationId || (code !== "conversation_closed" && code !== "not_found")) throw failure;
    }
    await this.#startWith(entry);
  }

  async #sendTo(conversationId: string, { clientMessageId, text }: OutboxEntry): Promise<void> {
    const argument = { conversationId, clientMessageId, text };
    this.#confirm(conversationId, clientMessageId, await this.#options.invoke<SendAnswer>("SendMessage", argument));
  }

  async #startWith({ clientMessageId, text, extra }: OutboxEntry): Promise<void> {
    const { invoke, thread, page, attributes } = this.#options;
    const argument = { clientMessageId, text, ...extra, page: page?.(), attributes: attributes?.() };
    const answer = await invoke<StartConversationAnswer>("StartConversation", argument);
    thread.started(answer);
    this.#confirm(answer.conversationId, clientMessageId, answer);
    // System lines that were committed with the start are not in its answer.
    void thread.log.resume().catch(() => undefined);
  }

  #confirm(conversationId: string, clientMessageId: string, { seq, createdAt }: SendAnswer): void {
    this.#options.thread.log.confirm(clientMessageId, { seq, createdAt });
    this.#options.committed({ conversationId, clientMessageId, seq, createdAt });
  }
}
