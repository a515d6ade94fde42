import { type ConversationRow, type Message, MessageLog, type ResumeAnswer, resumePageSize } from "@chatservice/client";
import { api } from "../../app/api";
import type { AgentHub } from "./hub";

/** Logs kept warm: going back to a conversation shows it at once. */
const keep = 15;

type Answer = Pick<ResumeAnswer<ConversationRow>, "messages" | "lastSeq" | "resyncRequired">;

export interface LogShelfOptions {
  hub: AgentHub;
  me: { id: string; name: string };
  onRow(row: ConversationRow): void;
}

/** The message logs of the conversations that were opened, the latest used ones. */
export class LogShelf {
  readonly #options: LogShelfOptions;
  readonly #logs = new Map<string, MessageLog>();

  constructor(options: LogShelfOptions) {
    this.#options = options;
  }

  /** The log of a conversation; a new one begins with its last page. */
  open(row: Pick<ConversationRow, "conversationId" | "lastSeq">): MessageLog {
    const id = row.conversationId;
    let log = this.#logs.get(id);
    if (log) {
      this.#logs.delete(id);
    } else {
      const { id: agentId, name } = this.#options.me;
      log = new MessageLog({
        conversationId: id,
        me: { kind: "agent", id: agentId, name },
        startAfter: Math.max(0, row.lastSeq - resumePageSize),
        resume: (afterSeq) => this.#read(id, afterSeq),
      });
      void log.resume().catch(() => undefined);
    }
    this.#logs.set(id, log);
    for (const oldest of this.#logs.keys()) {
      if (this.#logs.size <= keep) break;
      this.#logs.delete(oldest);
    }
    return log;
  }

  get(conversationId: string): MessageLog | undefined {
    return this.#logs.get(conversationId);
  }

  /** Nothing of a conversation stays that may not be seen any longer. */
  forget(conversationId: string): void {
    this.#logs.delete(conversationId);
  }

  apply(message: Message): void {
    this.#logs.get(message.conversationId)?.apply(message);
  }

  /** After a reconnect: whatever was missed. */
  async resumeAll(): Promise<void> {
    await Promise.allSettled([...this.#logs.values()].map((log) => log.resume()));
  }

  /** Puts the page before the first one held in front. False when there is none, or it could not be read. */
  async loadEarlier(log: MessageLog): Promise<boolean> {
    const before = log.firstSeq;
    if (before <= 1) return false;
    const afterSeq = Math.max(0, before - 1 - resumePageSize);
    const answer = await this.#readHttp(log.conversationId, afterSeq, before - 1 - afterSeq);
    log.prepend(answer.messages);
    return log.firstSeq < before;
  }

  async #read(conversationId: string, afterSeq: number): Promise<Answer> {
    if (this.#options.hub.state !== "live") return this.#readHttp(conversationId, afterSeq, resumePageSize);
    const answer = await this.#options.hub.invoke<ResumeAnswer<ConversationRow>>("Resume", {
      conversationId,
      afterSeq,
    });
    if (answer.conversation) this.#options.onRow(answer.conversation);
    return answer;
  }

  #readHttp(conversationId: string, afterSeq: number, limit: number): Promise<Answer> {
    return api.get<Answer>(`/api/conversations/${conversationId}/messages`, { afterSeq, limit });
  }
}
