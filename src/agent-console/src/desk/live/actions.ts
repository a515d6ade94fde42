import {
  type AgentStatus,
  type ConversationRow,
  type ConversationState,
  Intents,
  type Priority,
  type Resolution,
} from "@chatservice/client";
import { api } from "../../app/api";
import type { DeskLive } from "./DeskLive";
import type { Mode } from "./drafts";
import { endOffer } from "./offers";
import { applyGiven } from "./rows";
import { type SendOptions, undoSeconds } from "./sending";

const undoMs = undoSeconds * 1000;

export interface TransferTo {
  agentId?: string;
  teamId?: string;
  note?: string;
}

/** What an agent can do. Each resolves when the server has done it and rejects with its refusal. */
export class DeskActions {
  readonly #live: DeskLive;
  readonly #intents = new Intents();
  readonly #takes = new Map<string, Promise<void>>();
  #declineTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(live: DeskLive) {
    this.#live = live;
  }

  async setStatus(status: AgentStatus, reason: string | null = null): Promise<void> {
    const answer = await this.#live.hub.invoke<{ status: AgentStatus; activity: string }>("SetStatus", {
      status,
      reason,
    });
    this.#live.store.set({ status: { ...answer, reason } });
  }

  /** The card goes at once; were it refused, its `OfferEnded` says why. */
  async accept(offerId: string): Promise<string> {
    const { hub, store } = this.#live;
    const offered = store.get().offers.find((offer) => offer.offerId === offerId)?.conversation;
    const { conversationId } = await hub.invoke<{ conversationId: string }>("AcceptOffer", { offerId });
    this.#live.setOffers(endOffer(store.get().offers, { offerId }));
    this.#given(conversationId, offered);
    return conversationId;
  }

  /** The next colleague is asked at once: the customer does not wait for a second thought. For some seconds it may be taken back. */
  async decline(offerId: string): Promise<void> {
    const { hub, store } = this.#live;
    const offered = store.get().offers.find((offer) => offer.offerId === offerId)?.conversation;
    await hub.invoke("DeclineOffer", { offerId });
    this.#declined(offered ?? null);
    this.#live.setOffers(endOffer(store.get().offers, { offerId }));
  }

  /** Rejects when a colleague has it by now. */
  async undoDecline(conversationId: string): Promise<void> {
    this.#declined(null);
    await this.take(conversationId);
  }

  #declined(row: ConversationRow | null): void {
    clearTimeout(this.#declineTimer);
    const declined = row && { conversationId: row.conversationId, name: row.contact.name ?? "" };
    this.#live.store.set({ declined });
    if (declined) this.#declineTimer = setTimeout(() => this.#live.store.set({ declined: null }), undoMs);
  }

  take(conversationId: string): Promise<void> {
    const take = this.#take(conversationId);
    this.#takes.set(conversationId, take);
    return take.finally(() => this.#takes.delete(conversationId));
  }

  transfer = (conversationId: string, to: TransferTo): Promise<void> => this.#end("Transfer", conversationId, to);

  close = (conversationId: string, resolution: Resolution): Promise<void> =>
    this.#end("Close", conversationId, { resolution });

  /** Answers whether it was in time. There are seconds only: asked for while the desk connects, as after a reload, it goes out once it is connected. */
  async undoEnd(conversationId: string): Promise<boolean> {
    await this.#connected();
    const { state } = await this.#live.hub.invoke<{ state: ConversationState }>("UndoEnd", { conversationId });
    return state === "active" || state === "waiting_customer";
  }

  reopen = (conversationId: string): Promise<unknown> => this.#once("Reopen", conversationId, {});

  finishWrapUp = (conversationId: string): Promise<unknown> =>
    this.#live.hub.invoke("FinishWrapUp", { conversationId });

  setPriority = (conversationId: string, priority: Priority): Promise<unknown> =>
    this.#live.hub.invoke("SetPriority", { conversationId, priority });

  addTag = (conversationId: string, tag: string): Promise<unknown> =>
    api.post(`/api/conversations/${conversationId}/tags`, { tag });

  removeTag = (conversationId: string, tag: string): Promise<unknown> =>
    api.del(`/api/conversations/${conversationId}/tags?tag=${encodeURIComponent(tag)}`);

  /** The customer has been called or written to; the note says how it went. */
  callbackDone = (conversationId: string, note: string): Promise<unknown> =>
    api.post(`/api/conversations/${conversationId}/callback-done`, note ? { note } : {});

  /** By name, the least level; only while it waits do they decide who is asked. */
  setSkills = (conversationId: string, skills: Record<string, number>, was: Record<string, number>): Promise<unknown> =>
    api.put(`/api/conversations/${conversationId}/skills`, { skills, was });

  /** A reply that is written while the conversation is being taken goes out when it is ours; where a colleague was faster it comes back as a draft. */
  send(conversationId: string, mode: Mode, text: string, options: SendOptions = {}): void {
    const { drafts, sending } = this.#live;
    const send = () => sending.send(conversationId, mode, text, options);
    this.#live.forgetRefusal(conversationId);
    drafts.set(conversationId, mode, "");
    const take = mode === "reply" ? this.#takes.get(conversationId) : undefined;
    if (take) void take.then(send, () => drafts.giveBack(conversationId, mode, text));
    else send();
  }

  async #take(conversationId: string): Promise<void> {
    const { hub, store } = this.#live;
    store.set({ taking: new Set([...store.get().taking, conversationId]) });
    try {
      await hub.invoke("Take", { conversationId });
      this.#given(conversationId);
    } finally {
      store.set({ taking: new Set([...store.get().taking].filter((id) => id !== conversationId)) });
    }
  }

  /** At the latest after the time that there is to undo; what follows then fails as any call without a connection. */
  #connected(): Promise<void> {
    const { hub } = this.#live;
    if (hub.state === "live") return Promise.resolve();
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(limit);
        unwatch();
        resolve();
      };
      const limit = setTimeout(end, undoMs);
      const unwatch = hub.watch("state", ({ state }) => {
        if (state === "live") end();
      });
    });
  }

  #given(conversationId: string, offered?: ConversationRow): void {
    const { store, me } = this.#live;
    const { rows } = store.get();
    store.set({ rows: applyGiven(rows, rows.get(conversationId) ?? offered, me) });
  }

  /** The server keeps it for a few seconds in which it can be undone. */
  async #end(method: "Close" | "Transfer", conversationId: string, argument: object): Promise<void> {
    await this.#once(method, conversationId, { ...argument, undoSeconds });
    this.#live.news.emit("ending", { conversationId });
  }

  /** Tried again after a lost answer it is a repeat; when the conversation has moved since, it is a new decision. */
  #once(method: "Close" | "Transfer" | "Reopen", conversationId: string, argument: object): Promise<unknown> {
    const { hub, store } = this.#live;
    const seen = store.get().rows.get(conversationId)?.version ?? 0;
    return this.#intents.run(`${method} ${conversationId} ${seen} ${JSON.stringify(argument)}`, (clientMessageId) =>
      hub.invoke(method, { conversationId, ...argument, clientMessageId }),
    );
  }

  /** A hint: lost ones do not matter. */
  typing(conversationId: string): void {
    void this.#live.hub.invoke("Typing", { conversationId }).catch(() => undefined);
  }

  markRead(conversationId: string, seq: number): void {
    void this.#live.hub.invoke("MarkRead", { conversationId, seq }).catch(() => undefined);
  }
}
