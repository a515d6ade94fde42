import { ChatError, type ConversationRow } from "@chatservice/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { DeskActions } from "../src/desk/live/actions";
import { DeskLive } from "../src/desk/live/DeskLive";
import { lateMs } from "../src/desk/live/offers";
import type { View } from "../src/desk/live/rows";
import { at, me, message, offer, page, queued, row, ScriptedHub, start } from "./fixtures";

let hub: ScriptedHub;
let lists: Record<View, ConversationRow[]>;
let live: DeskLive;

beforeEach(() => {
  vi.useFakeTimers({ now: start });
  localStorage.clear();
  vi.stubGlobal("fetch", async () => new Response(JSON.stringify({ agent: me, serverTime: new Date().toISOString() })));
  hub = new ScriptedHub();
  lists = { queue: [queued("q1")], mine: [row("m1", { lastSeq: 2 })], all: [] };
  live = new DeskLive({ me, hub, read: async (view) => page(lists[view]) });
  live.start();
});

afterEach(async () => {
  await live.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const loaded = () => vi.waitFor(() => expect(live.store.get().loaded).toBe(true));
const shown = (id: string) => live.store.get().rows.get(id);

it("reads the lists once and keeps them current from events", async () => {
  await loaded();
  hub.push("ConversationChanged", row("m2"));
  expect([...live.store.get().rows.keys()].sort()).toEqual(["m1", "m2", "q1"]);
});

it("drops a changed row whose version is not greater than the one shown", async () => {
  await loaded();
  hub.push("ConversationChanged", row("m1", { version: 5, priority: "P0" }));
  hub.push("ConversationChanged", row("m1", { version: 4, priority: "P3" }));
  hub.push("ConversationChanged", row("m1", { version: 5, priority: "P1" }));
  expect(shown("m1")?.priority).toBe("P0");
});

it("does not let a list that was read before an event undo the event", async () => {
  hub.push("ConversationChanged", row("q1", { version: 9 }));
  await loaded();
  expect(shown("q1")).toMatchObject({ state: "active", version: 9 });
});

it("asks for what is missing when a message comes with a hole before it", async () => {
  await loaded();
  hub.become("live");
  hub.answers.set("Resume", ({ afterSeq }) => ({
    messages: [message("m1", 1), message("m1", 2), message("m1", 3), message("m1", 4)].filter(
      (m) => m.seq > Number(afterSeq),
    ),
    lastSeq: 4,
    resyncRequired: false,
  }));
  const log = live.open(row("m1", { lastSeq: 2 }));
  await vi.waitFor(() => expect(log.lastSeq).toBe(4));
  hub.answers.set("Resume", () => ({
    messages: [message("m1", 5), message("m1", 6)],
    lastSeq: 6,
    resyncRequired: false,
  }));
  hub.push("MessageAppended", message("m1", 6));
  await vi.waitFor(() => expect(log.messages.map((m) => m.seq)).toEqual([1, 2, 3, 4, 5, 6]));
  expect(hub.called("Resume").at(-1)).toEqual({ conversationId: "m1", afterSeq: 4 });
});

it("shows an offer until it ends, and the same offer repeated only once", async () => {
  const told = vi.fn();
  live.news.on("offer", told);
  hub.push("OfferMade", offer("o1"));
  hub.push("OfferMade", offer("o1"));
  expect(live.store.get().offers).toHaveLength(1);
  expect(told).toHaveBeenCalledTimes(1);
  hub.push("OfferEnded", { offerId: "o1", conversationId: "q1", outcome: "expired" });
  expect(live.store.get().offers).toHaveLength(0);
});

it("lets go of an offer whose end was lost with the connection", async () => {
  hub.push("OfferMade", offer("o1"));
  await vi.advanceTimersByTimeAsync(8_000 + lateMs - 50);
  expect(live.store.get().offers).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(100);
  expect(live.store.get().offers).toHaveLength(0);
});

it("after a reconnect reads again, lets go of what vanished, and says how much was caught up", async () => {
  await loaded();
  hub.become("live");
  const caughtUp = vi.fn();
  live.news.on("caughtUp", caughtUp);
  hub.become("connecting");
  lists = { queue: [], mine: [row("m1", { lastSeq: 5, version: 4 })], all: [] };
  hub.become("live");
  await vi.waitFor(() => expect(caughtUp).toHaveBeenCalledWith({ messages: 3 }));
  expect(shown("q1")).toBeUndefined();
  expect(shown("m1")?.lastSeq).toBe(5);
});

it("does not speak of catching up at the first connect", async () => {
  const caughtUp = vi.fn();
  live.news.on("caughtUp", caughtUp);
  await loaded();
  hub.become("live");
  await vi.advanceTimersByTimeAsync(100);
  expect(caughtUp).not.toHaveBeenCalled();
});

it("watches a conversation of somebody else, again after a reconnect, and no longer when it is left", async () => {
  await loaded();
  hub.become("live");
  live.open(queued("q1"));
  hub.become("connecting");
  hub.become("live");
  expect(hub.called("Watch")).toHaveLength(2);
  live.leave();
  expect(hub.called("Unwatch")).toEqual([{ conversationId: "q1" }]);
});

it("forgets that the customer types after five quiet seconds, or when the message is there", async () => {
  await loaded();
  const typing = {
    conversationId: "m1",
    sender: { kind: "visitor" as const, id: "v", name: "Lin" },
    typing: true,
    preview: "I thi",
  };
  hub.push("TypingChanged", typing);
  expect(live.store.get().typing.get("m1")?.preview).toBe("I thi");
  await vi.advanceTimersByTimeAsync(5_001);
  expect(live.store.get().typing.size).toBe(0);
  hub.push("TypingChanged", typing);
  hub.push("MessageAppended", message("m1", 3));
  expect(live.store.get().typing.size).toBe(0);
});

it("gives a refused message back to the composer with the reason", async () => {
  await loaded();
  hub.become("live");
  hub.answers.set("Resume", () => ({
    messages: [message("m1", 1), message("m1", 2)],
    lastSeq: 2,
    resyncRequired: false,
  }));
  const log = live.open(row("m1", { lastSeq: 2 }));
  hub.answers.set("SendMessage", () => {
    throw new ChatError("not_assigned");
  });
  new DeskActions(live).send("m1", "reply", "On its way");
  expect(log.outgoing.map((entry) => entry.text)).toEqual(["On its way"]);
  await vi.waitFor(() => expect(live.store.get().refusals.get("m1")).toEqual({ code: "not_assigned", mode: "reply" }));
  expect(live.drafts.get("m1", "reply")).toBe("On its way");
  expect(log.outgoing).toHaveLength(0);
});

it("keeps a message while the connection is away and sends it under the same id when it is back", async () => {
  await loaded();
  hub.answers.set("SendMessage", () => {
    if (hub.state !== "live") throw new ChatError("connection_lost");
    return { seq: 3, createdAt: at(9), duplicate: false };
  });
  hub.answers.set("Resume", () => ({ messages: [], lastSeq: 2, resyncRequired: false }));
  new DeskActions(live).send("m1", "reply", "Later");
  await vi.waitFor(() => expect(hub.called("SendMessage")).toHaveLength(1));
  hub.become("live");
  await vi.waitFor(() => expect(hub.called("SendMessage")).toHaveLength(2));
  const [first, second] = hub.called("SendMessage");
  expect(second).toEqual(first);
});

it("closes after the message is committed when that was asked for", async () => {
  await loaded();
  hub.become("live");
  hub.answers.set("SendMessage", () => ({ seq: 3, createdAt: at(9), duplicate: false }));
  new DeskActions(live).send("m1", "reply", "Bye", { resolution: "resolved" });
  await vi.waitFor(() => expect(hub.called("Close")).toHaveLength(1));
  expect(hub.called("Close")).toEqual([
    {
      conversationId: "m1",
      resolution: "resolved",
      undoSeconds: 6,
      clientMessageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    },
  ]);
  expect(hub.calls.findIndex(([name]) => name === "SendMessage")).toBeLessThan(
    hub.calls.findIndex(([name]) => name === "Close"),
  );
});

it("closes and transfers again under the same id after a lost answer, and under a new one when the conversation moved", async () => {
  await loaded();
  hub.become("live");
  const actions = new DeskActions(live);
  const tries = {
    Close: () => actions.close("m1", "resolved"),
    Transfer: () => actions.transfer("m1", { agentId: "a2" }),
  };
  for (const [method, act] of Object.entries(tries)) {
    hub.answers.set(method, () => {
      throw new ChatError("connection_lost");
    });
    await expect(act()).rejects.toThrow("connection_lost");
    await expect(act()).rejects.toThrow("connection_lost");
    const { version } = shown("m1") as ConversationRow;
    hub.push("ConversationChanged", row("m1", { version: version + 1 }));
    await expect(act()).rejects.toThrow("connection_lost");
    const [first, again, anew] = hub.called(method).map((call) => call.clientMessageId);
    expect(again).toBe(first);
    expect(anew).not.toBe(first);
  }
});

it("takes over what the server says about my own status", async () => {
  await loaded();
  hub.push("AgentChanged", {
    agentId: me.id,
    name: me.name,
    status: "available",
    reason: null,
    activity: "not_responding",
    usedSlots: 1,
    capacity: 4,
  });
  expect(live.store.get().status.activity).toBe("not_responding");
});

it("shows after a load what the server believes of me, although the page was told before its lease was there", async () => {
  // Asked before the socket was open, answered after the hub has said more.
  hub.push("AgentChanged", {
    agentId: me.id,
    name: me.name,
    status: "available",
    activity: "not_responding",
    usedSlots: 0,
    capacity: 4,
  });
  await loaded();
  expect(live.store.get().status).toMatchObject({ status: "available", activity: "not_responding" });
});

it("does not hide behind disconnected that I am not responding", async () => {
  const suspended = { ...me, activity: "disconnected", notResponding: true };
  vi.stubGlobal(
    "fetch",
    async () => new Response(JSON.stringify({ agent: suspended, serverTime: new Date().toISOString() })),
  );
  await live.refresh();
  expect(live.store.get().status.activity).toBe("not_responding");
});

it("says that a colleague has handed one over, once, and not when it was accepted from a queue", async () => {
  await loaded();
  const told: unknown[] = [];
  live.news.on("handedOver", (news) => told.push(news));
  const handover = { fromId: "lin", fromName: "Lin", note: "Angry", at: at(5) };
  hub.push("ConversationChanged", row("h1", { version: 2, handover }));
  hub.push("ConversationChanged", row("h1", { version: 3, handover, unread: 1 }));
  hub.push("ConversationChanged", row("other", { assignee: { id: "tom", name: "Tom" }, handover }));
  hub.push("ConversationChanged", queued("q9", { version: 1, handover }));
  hub.push("ConversationChanged", row("q9", { version: 2, handover }));
  expect(told).toEqual([{ conversationId: "h1", from: "Lin", note: "Angry" }]);
});

it("takes an end back once it is connected, when that was asked for while it connects", async () => {
  await loaded();
  hub.answers.set("UndoEnd", () => ({ state: "active" }));
  const undone = new DeskActions(live).undoEnd("m1");
  await vi.advanceTimersByTimeAsync(1_000);
  expect(hub.called("UndoEnd")).toEqual([]);
  hub.become("live");
  expect(await undone).toBe(true);
  expect(hub.called("UndoEnd")).toEqual([{ conversationId: "m1" }]);
});

it("does not wait for a connection longer than there is time to undo", async () => {
  await loaded();
  const undone = new DeskActions(live).undoEnd("m1").catch(() => null);
  await vi.advanceTimersByTimeAsync(6_000);
  await undone;
  expect(hub.called("UndoEnd")).toHaveLength(1);
});
