import { type AgentPresence, type ConversationRow, Emitter, type Message, type MessageLog } from "@chatservice/client";
import { api } from "../../app/api";
import type { Me } from "../../app/session";
import { serverNow, setServerTime } from "./clock";
import { Drafts } from "./drafts";
import { type AgentHub, openAgentHub } from "./hub";
import { loadLists, type ReadPage, readPage } from "./lists";
import { LogShelf } from "./logs";
import { addOffer, dropLate, endOffer, lateMs, type Offers, withFront } from "./offers";
import { applyRow, applyRows, isMine, readUpTo, selectView } from "./rows";
import { Sending } from "./sending";
import { type DeskNews, type DeskState, withEntry, without } from "./state";
import { Store } from "./store";
import { Watching } from "./Watching";

const typingMs = 5_000;
const reloadMs = 3_000;

export interface DeskLiveOptions {
  me: Me;
  hub?: AgentHub;
  read?: ReadPage;
}

/**
 * What the desk shows, kept current: read once over HTTP, then moved by the hub's events, and read again after each reconnect.
 * Components read `store`; things that are only told (sounds, toasts) come from `news`.
 */
export class DeskLive {
  readonly me: Me;
  readonly hub: AgentHub;
  readonly drafts: Drafts;
  readonly logs: LogShelf;
  readonly sending: Sending;
  readonly news = new Emitter<DeskNews>();
  readonly store: Store<DeskState>;
  readonly #watching: Watching;
  readonly #read: ReadPage;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  #stops: (() => void)[] = [];
  #wasLive = false;
  #statusTold = 0;

  constructor({ me, hub = openAgentHub(), read = readPage }: DeskLiveOptions) {
    this.me = me;
    this.hub = hub;
    this.#read = read;
    this.drafts = new Drafts(me.id);
    this.logs = new LogShelf({ hub, me, onRow: (row) => this.applyRow(row) });
    this.#watching = new Watching(hub, this.logs);
    this.sending = new Sending({
      hub,
      agentId: me.id,
      logs: this.logs,
      drafts: this.drafts,
      onRefused: (conversationId, code, mode) => {
        this.store.set({ refusals: withEntry(this.store.get().refusals, conversationId, { code, mode }) });
        this.news.emit("refused", { conversationId, code });
      },
      onEnding: (conversationId) => this.news.emit("ending", { conversationId }),
      onFailed: (error) => this.news.emit("failed", { error }),
    });
    this.store = new Store<DeskState>({
      link: "connecting",
      retryAt: null,
      loaded: false,
      loadFailed: false,
      rows: new Map(),
      nextCursor: null,
      offers: [],
      declined: null,
      taking: new Set(),
      agents: new Map(),
      typing: new Map(),
      refusals: new Map(),
      status: { status: me.status, reason: me.reason, activity: activityOf(me) },
    });
  }

  start(): void {
    this.#stops = [...this.#hearLink(), ...this.#hearConversations(), ...this.#hearOffers()];
    this.hub.start();
    // Reading does not wait for the socket: where sockets are blocked for a while the desk is still there to read.
    void this.refresh();
  }

  #hearLink(): (() => void)[] {
    const { hub, news } = this;
    return [
      hub.watch("state", ({ state, retryAt }) => this.#linkChanged(state, retryAt)),
      hub.watch("ended", (ended) => news.emit("ended", ended)),
      hub.on("AgentChanged", (agent) => this.#agent(agent)),
      hub.on("Mentioned", (mention) => news.emit("mentioned", mention)),
      hub.on("SlaWarning", (warning) => news.emit("warning", warning)),
      hub.on("SlaBreached", (breached) => news.emit("breached", breached)),
      hub.on("AgentAlert", (alert) => news.emit("alert", alert)),
    ];
  }

  #hearConversations(): (() => void)[] {
    const { hub, store } = this;
    return [
      hub.on("ConversationChanged", (row) => this.#changed(row)),
      hub.on("MessageAppended", (message) => this.#message(message)),
      hub.on("WatchEnded", ({ conversationId }) => {
        this.#stopTyping(conversationId);
        this.logs.forget(conversationId);
        store.set({ rows: without(store.get().rows, conversationId) });
      }),
      hub.on("TypingChanged", ({ conversationId, sender, typing, preview }) => {
        if (sender.kind !== "visitor") return;
        if (!typing) return this.#stopTyping(conversationId);
        const entry = { name: sender.name, preview: preview ?? null };
        store.set({ typing: withEntry(store.get().typing, conversationId, entry) });
        this.#later(`typing ${conversationId}`, typingMs, () => this.#stopTyping(conversationId));
      }),
      hub.on("ReadChanged", ({ conversationId, reader, seq }) => {
        const row = store.get().rows.get(conversationId);
        if (row) store.set({ rows: withEntry(store.get().rows, conversationId, readUpTo(row, reader.kind, seq)) });
      }),
    ];
  }

  #hearOffers(): (() => void)[] {
    const { hub, store, news } = this;
    return [
      hub.on("OfferMade", (offer) => {
        setServerTime(offer.serverTime);
        const { offerId, conversationId } = offer;
        const isNew = !store.get().offers.some((known) => known.offerId === offerId);
        this.applyRow(offer.conversation);
        this.setOffers(addOffer(store.get().offers, offer, serverNow()));
        this.#later(`offer ${offerId}`, Date.parse(offer.expiresAt) - serverNow() + lateMs, () =>
          this.setOffers(dropLate(store.get().offers, serverNow())),
        );
        if (isNew) news.emit("offer", { offerId, conversationId });
      }),
      hub.on("OfferEnded", (ended) => {
        const known = store.get().offers.find((offer) => offer.offerId === ended.offerId);
        this.setOffers(endOffer(store.get().offers, ended));
        if (known) news.emit("offerEnded", { ...ended, name: known.conversation.contact.name ?? "" });
      }),
    ];
  }

  async stop(): Promise<void> {
    for (const stop of this.#stops) stop();
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.sending.pause();
    await this.hub.stop();
  }

  setOffers(offers: Offers): void {
    const before = this.store.get().offers;
    if (offers !== before) this.store.set({ offers: withFront(before, offers, serverNow()) });
  }

  applyRow(row: ConversationRow): void {
    this.store.set({ rows: applyRow(this.store.get().rows, row) });
  }

  applyRows(rows: readonly ConversationRow[]): void {
    this.store.set({ rows: applyRows(this.store.get().rows, rows) });
  }

  /** Reads everything again: at the start, after a reconnect. */
  async refresh(): Promise<void> {
    const told = this.#statusTold;
    try {
      const [{ agent, serverTime }, apply] = await Promise.all([
        api.get<{ agent: Me; serverTime: string }>("/api/auth/me"),
        loadLists(this.#read, this.me.id, () => this.store.get().rows),
      ]);
      setServerTime(serverTime);
      const { status, reason } = agent;
      this.store.set({
        ...apply(this.store.get().rows),
        // What the hub has said meanwhile is newer than this answer.
        ...(told === this.#statusTold ? { status: { status, reason, activity: activityOf(agent) } } : {}),
        loaded: true,
        loadFailed: false,
      });
    } catch {
      this.store.set({ loadFailed: true });
      this.#later("reload", reloadMs, () => void this.refresh());
    }
  }

  async loadMore(): Promise<void> {
    const cursor = this.store.get().nextCursor;
    if (!cursor) return;
    const page = await this.#read("all", cursor);
    if (this.store.get().nextCursor !== cursor) return;
    this.store.set({ rows: applyRows(this.store.get().rows, page.items), nextCursor: page.nextCursor ?? null });
  }

  /** The log of the conversation on the screen; follows one that is not ours without a trace for the customer. */
  open(row: ConversationRow): MessageLog {
    const log = this.logs.open(row);
    this.sending.showWaiting(row.conversationId);
    this.#watching.set(isMine(row, this.me.id) ? null : row.conversationId);
    return log;
  }

  leave(): void {
    this.#watching.set(null);
  }

  forgetRefusal(conversationId: string): void {
    this.store.set({ refusals: without(this.store.get().refusals, conversationId) });
  }

  #linkChanged(link: DeskState["link"], retryAt: number | null): void {
    this.store.set({ link, retryAt });
    if (link !== "live") {
      this.sending.pause();
      return;
    }
    const first = !this.#wasLive;
    this.#wasLive = true;
    this.sending.flush();
    this.#watching.again();
    if (!first) void this.#catchUp();
  }

  async #catchUp(): Promise<void> {
    const seqs = new Map(this.#mine().map((row) => [row.conversationId, row.lastSeq]));
    await Promise.all([this.refresh(), this.logs.resumeAll()]);
    const messages = this.#mine().reduce(
      (sum, row) => sum + Math.max(0, row.lastSeq - (seqs.get(row.conversationId) ?? 0)),
      0,
    );
    this.news.emit("caughtUp", { messages });
  }

  #changed(row: ConversationRow): void {
    const before = this.store.get().rows.get(row.conversationId);
    this.applyRow(row);
    // What came through a queue was offered, and is mine since I accepted it: nobody has to tell me.
    const { handover } = row;
    if (!handover || !isMine(row, this.me.id) || before?.handover?.at === handover.at) return;
    if (this.store.get().rows.get(row.conversationId) !== row) return;
    const { conversationId } = row;
    this.news.emit("handedOver", { conversationId, from: handover.fromName, note: handover.note ?? "" });
  }

  #mine(): ConversationRow[] {
    return selectView(this.store.get().rows, "mine", this.me.id);
  }

  #message(message: Message): void {
    this.logs.apply(message);
    if (message.sender.kind !== "visitor") return;
    this.#stopTyping(message.conversationId);
    const row = this.store.get().rows.get(message.conversationId);
    if (!row || !isMine(row, this.me.id)) return;
    this.news.emit("message", {
      conversationId: message.conversationId,
      name: row.contact.name ?? message.sender.name,
      text: message.text,
    });
  }

  #agent(agent: AgentPresence): void {
    const { status, reason = null, activity } = agent;
    this.store.set({ agents: withEntry(this.store.get().agents, agent.agentId, agent) });
    if (agent.agentId !== this.me.id) return;
    this.#statusTold++;
    this.store.set({ status: { status, reason, activity } });
  }

  #stopTyping(conversationId: string): void {
    this.store.set({ typing: without(this.store.get().typing, conversationId) });
  }

  #later(name: string, ms: number, run: () => void): void {
    clearTimeout(this.#timers.get(name));
    this.#timers.set(
      name,
      setTimeout(() => {
        this.#timers.delete(name);
        run();
      }, ms),
    );
  }
}

/** Before its socket is open a page is "disconnected", which must not hide that I am not responding. */
const activityOf = ({ activity, notResponding }: Me): string => (notResponding ? "not_responding" : activity);
