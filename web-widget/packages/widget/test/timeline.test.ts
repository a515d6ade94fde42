import type { Message, OutgoingEntry } from "@chatservice/client";
import { expect, test } from "vitest";
import { type Group, timeline } from "../src/panel/timeline";

const now = new Date("2026-11-21T12:00:00");

function message(seq: number, at: string, kind: Message["sender"]["kind"], extra: Partial<Message> = {}): Message {
  return {
    conversationId: "c",
    seq,
    messageId: `m${seq}`,
    sender: { kind, id: kind, name: kind === "agent" ? "Lin" : "" },
    kind: "text",
    text: `t${seq}`,
    createdAt: new Date(`2026-11-21T${at}`).toISOString(),
    ...extra,
  };
}

const groups = (...messages: Message[]) =>
  timeline(messages, [], now).filter((line) => line.type === "group") as Group[];

test("Messages of one sender within a minute stand together", () => {
  const found = groups(
    message(1, "10:00:05", "agent"),
    message(2, "10:00:50", "agent"),
    message(3, "10:01:01", "agent"),
  );
  expect(found.map((group) => group.bubbles.map((bubble) => bubble.text))).toEqual([["t1", "t2"], ["t3"]]);
});

test("Two agents in one minute are told apart", () => {
  const chen = message(2, "10:00:10", "agent", { sender: { kind: "agent", id: "b", name: "Chen" } });
  expect(groups(message(1, "10:00:05", "agent"), chen).map((group) => group.name)).toEqual(["Lin", "Chen"]);
});

test("A message keeps its place on the screen when it is confirmed", () => {
  const waiting: OutgoingEntry = {
    clientMessageId: "k",
    text: "hi",
    kind: "text",
    createdAt: now.toISOString(),
    state: "sending",
  };
  const before = timeline([], [waiting], now)[0];
  const after = groups(message(1, "12:00:00", "visitor", { clientMessageId: "k" }))[0];
  expect(before?.key).toBe(after?.key);
});

test("A day is named when it is not today, and when it changes", () => {
  const yesterday = message(1, "10:00:00", "agent", { createdAt: new Date("2026-11-20T10:00:00").toISOString() });
  const types = timeline([yesterday, message(2, "10:00:00", "agent")], [], now).map((line) => line.type);
  expect(types).toEqual(["day", "group", "day", "group"]);
  expect(timeline([message(2, "10:00:00", "agent")], [], now).map((line) => line.type)).toEqual(["group"]);
});

test("System lines that say nothing to a visitor are left out", () => {
  const event = (seq: number, type: string) =>
    message(seq, "10:00:00", "system", { kind: "event", event: { type, data: {} } });
  const lines = timeline(
    [event(1, "conversation_started"), event(2, "assigned"), event(3, "priority_changed")],
    [],
    now,
  );
  expect(lines).toMatchObject([{ type: "event", message: { seq: 2 } }]);
});
