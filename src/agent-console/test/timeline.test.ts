import { expect, it } from "vitest";
import { buildTimeline } from "../src/desk/conversation/timeline";
import { me, message } from "./fixtures";

const base = { messages: [], outgoing: [], me, visitorReadSeq: 0, unreadAfter: null };
const mine = { sender: { kind: "agent" as const, id: me.id, name: me.name } };
const types = (items: { type: string }[]) => items.map((item) => item.type);

it("groups a run of one sender and breaks it for a note", () => {
  const items = buildTimeline({
    ...base,
    messages: [message("c", 1), message("c", 2), message("c", 3, mine), message("c", 4, { ...mine, kind: "note" })],
  });
  const marks = items.flatMap((item) => (item.type === "bubble" ? [[item.first, item.last]] : []));
  expect(marks).toEqual([
    [true, false],
    [false, true],
    [true, true],
    [true, true],
  ]);
});

it("puts a day before its first message and the marker before the first unread one of the customer", () => {
  const items = buildTimeline({
    ...base,
    unreadAfter: 1,
    messages: [
      message("c", 1, { createdAt: "2026-11-19T10:00:00" }),
      message("c", 2, { ...mine, createdAt: "2026-11-20T10:00:00" }),
      message("c", 3, { createdAt: "2026-11-20T10:01:00" }),
    ],
  });
  expect(types(items)).toEqual(["day", "bubble", "day", "bubble", "unread", "bubble"]);
});

it("says of our answers whether they are on their way, sent or read; of notes nothing", () => {
  const items = buildTimeline({
    ...base,
    visitorReadSeq: 1,
    messages: [message("c", 1, mine), message("c", 2, mine), message("c", 3, { ...mine, kind: "note" })],
    outgoing: [
      { clientMessageId: "x", text: "next", kind: "text", createdAt: "2026-11-21T09:00:00", state: "sending" },
    ],
  });
  expect(items.flatMap((item) => (item.type === "bubble" ? [item.state] : []))).toEqual([
    "read",
    "sent",
    null,
    "sending",
  ]);
});

it("folds system lines that follow one another into one, and lets what a customer said of us stand alone", () => {
  const line = (seq: number, type: string, data: Record<string, string> = {}) =>
    message("c", seq, { kind: "event", event: { type, data } } as never);
  const items = buildTimeline({
    ...base,
    messages: [
      line(1, "assigned"),
      line(2, "priority_changed"),
      line(3, "tags_changed"),
      message("c", 4),
      line(5, "closed"),
      line(6, "rated", { score: "5", comment: "Quick" }),
      line(7, "reopened"),
    ],
  });
  const folded = items.flatMap((item) =>
    item.type === "event" ? [[item.message.seq, ...item.more.map((m) => m.seq)]] : [],
  );
  expect(folded).toEqual([[1, 2, 3], [5], [6], [7]]);
});

it("keeps the key of a message when it goes from on-its-way to committed", () => {
  const outgoing = {
    clientMessageId: "x",
    text: "hi",
    kind: "text" as const,
    createdAt: "2026-11-21T09:00:00",
    state: "sending" as const,
  };
  const [, before] = buildTimeline({ ...base, outgoing: [outgoing] });
  const [, after] = buildTimeline({ ...base, messages: [message("c", 1, { ...mine, clientMessageId: "x" })] });
  expect(after?.key).toBe(before?.key);
});

it("shows of several ratings the one that holds, and another after a reopening", () => {
  const event = (seq: number, type: string, data = {}) => message("c", seq, { kind: "event", event: { type, data } });
  const items = buildTimeline({
    ...base,
    messages: [
      event(1, "rated", { score: "2" }),
      event(2, "rated", { score: "2", comment: "slow" }),
      event(3, "reopened"),
      event(4, "rated", { score: "5" }),
    ],
  });
  expect(items.flatMap((item) => (item.type === "event" ? [item.message.seq] : []))).toEqual([2, 3, 4]);
});
