import type { HubLink } from "./hubLink";
import type { VisitorHubEvents } from "./protocol";
import type { Thread } from "./thread";

/** Tells the server what was read: once for each mark, and again after a reconnect when the telling was lost. */
export class ReadMarks {
  readonly #thread: Thread;
  readonly #link: HubLink<VisitorHubEvents>;
  #told = { conversationId: "", seq: 0 };

  constructor(thread: Thread, link: HubLink<VisitorHubEvents>) {
    this.#thread = thread;
    this.#link = link;
  }

  async tell(): Promise<void> {
    const conversation = this.#thread.conversation;
    if (!conversation || this.#link.state !== "live") return;
    const { conversationId, readSeq } = conversation;
    const mark = { conversationId, seq: this.#thread.readSeq };
    const told = this.#told.conversationId === conversationId ? this.#told.seq : 0;
    if (mark.seq <= Math.max(readSeq, told)) return;
    this.#told = mark;
    try {
      await this.#link.invoke("MarkRead", mark);
    } catch {
      this.#told = { conversationId, seq: 0 };
    }
  }
}
