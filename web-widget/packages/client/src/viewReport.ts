import type { Emitter } from "./emitter";
import type { ChatView, VisitorChatEvents } from "./visitorTypes";

/** Tells the screen what changed, at most once per turn of the event loop, and the unread count when it is another one. */
export class ViewReport {
  readonly #events: Emitter<VisitorChatEvents>;
  readonly #view: () => ChatView;
  readonly #before: (view: ChatView) => void;
  #unread = 0;
  #pending = false;

  /** `before` is called with each view before anybody hears of it. */
  constructor(events: Emitter<VisitorChatEvents>, view: () => ChatView, before: (view: ChatView) => void) {
    this.#events = events;
    this.#view = view;
    this.#before = before;
  }

  changed(): void {
    if (this.#pending) return;
    this.#pending = true;
    queueMicrotask(() => this.#tell());
  }

  #tell(): void {
    this.#pending = false;
    const view = this.#view();
    this.#before(view);
    this.#events.emit("change", view);
    if (view.unread === this.#unread) return;
    this.#unread = view.unread;
    this.#events.emit("unread", view.unread);
  }
}
