import {
  ChatError,
  newId,
  Outbox,
  type OutboxEntry,
  openExclusive,
  openStore,
  type SendAnswer,
} from "@chatservice/client";
import type { Drafts, Mode } from "./drafts";
import type { AgentHub } from "./hub";
import type { LogShelf } from "./logs";

export interface SendOptions {
  /** Close the conversation so once the message is committed. */
  resolution?: string | undefined;
  /** Of a note: the agents it names. */
  mentions?: string[];
}

export interface SendingOptions {
  hub: AgentHub;
  agentId: string;
  logs: LogShelf;
  drafts: Drafts;
  /** Refused for good: the text is back in the draft. */
  onRefused(conversationId: string, code: string, mode: Mode): void;
  /** The message is committed and the end that was to follow it is asked for. */
  onEnding(conversationId: string): void;
  /** The message is committed, but what was to follow it (the close) failed. */
  onFailed(error: unknown): void;
}

/** An end waits so long at the server before the customer hears of it. */
export const undoSeconds = 6;

const modeOf = (entry: OutboxEntry): Mode => (entry.kind === "note" ? "note" : "reply");

/** Messages and notes on their way: shown at once, kept over reloads and lost connections, handed back when refused. */
export class Sending {
  readonly #options: SendingOptions;
  readonly #outbox: Outbox;
  readonly #entries = new Map<string, OutboxEntry>();

  constructor(options: SendingOptions) {
    this.#options = options;
    this.#outbox = new Outbox({
      store: openStore(),
      exclusive: openExclusive(openStore()),
      name: `chatservice.console.${options.agentId}`,
      send: (entry) => this.#deliver(entry),
      onChange: (change) => {
        if (change.type === "failed") this.#refused(change.clientMessageId, change.error);
      },
    });
  }

  /** Throws `outbox_full`. */
  send(conversationId: string, mode: Mode, text: string, { resolution, mentions = [] }: SendOptions = {}): void {
    const extra: Record<string, string> = {};
    if (resolution) Object.assign(extra, { resolution, closeId: newId() });
    if (mentions.length > 0) extra.mentions = mentions.join(",");
    const entry = this.#outbox.add({
      conversationId,
      clientMessageId: newId(),
      text,
      kind: mode === "note" ? "note" : "text",
      createdAt: new Date().toISOString(),
      ...(Object.keys(extra).length > 0 ? { extra } : {}),
    });
    this.#show(entry);
  }

  /** What waits from before a reload belongs on the screen, too. */
  showWaiting(conversationId: string): void {
    for (const entry of this.#outbox.entries())
      if (entry.conversationId === conversationId && !entry.failed) this.#show(entry);
  }

  flush(): void {
    void this.#outbox.flush();
  }

  pause(): void {
    this.#outbox.pause();
  }

  #show(entry: OutboxEntry): void {
    this.#entries.set(entry.clientMessageId, entry);
    const { clientMessageId, text, kind, createdAt } = entry;
    this.#options.logs.get(entry.conversationId ?? "")?.addOutgoing({ clientMessageId, text, kind, createdAt });
  }

  async #deliver(entry: OutboxEntry): Promise<void> {
    const { conversationId, clientMessageId, text } = entry;
    if (!conversationId) throw new ChatError("not_found");
    const { hub, logs } = this.#options;
    const method = entry.kind === "note" ? "AddNote" : "SendMessage";
    const mentions = entry.extra?.mentions?.split(",");
    const message = { conversationId, clientMessageId, text, ...(mentions ? { mentions } : {}) };
    const ack = await hub.invoke<SendAnswer>(method, message);
    logs.get(conversationId)?.confirm(clientMessageId, ack);
    this.#entries.delete(clientMessageId);
    const { resolution, closeId } = entry.extra ?? {};
    if (!resolution) return;
    const close = { conversationId, resolution, clientMessageId: closeId, undoSeconds };
    await hub
      .invoke("Close", close)
      .then(() => this.#options.onEnding(conversationId))
      .catch(this.#options.onFailed);
  }

  #refused(clientMessageId: string, error: ChatError): void {
    const entry =
      this.#entries.get(clientMessageId) ?? this.#outbox.entries().find((e) => e.clientMessageId === clientMessageId);
    this.#outbox.discard(clientMessageId);
    this.#entries.delete(clientMessageId);
    if (!entry?.conversationId) return;
    this.#options.logs.get(entry.conversationId)?.removeOutgoing(clientMessageId);
    this.#options.drafts.giveBack(entry.conversationId, modeOf(entry), entry.text);
    this.#options.onRefused(entry.conversationId, error.code, modeOf(entry));
  }
}
