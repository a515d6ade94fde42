import { beforeEach, expect, test, vi } from "vitest";
import { type Message, MessageLog } from "../src";

let table: Message[];
let asked: number[];
let log: MessageLog;

const message = (seq: number, extra: Partial<Message> = {}): Message => ({
  conversationId: "c",
  seq,
  messageId: `m${seq}`,
  sender: { kind: "agent", id: "a", name: "Lin" },
  kind: "text",
  text: `text ${seq}`,
  createdAt: "2026-11-21T08:00:00.000Z",
  ...extra,
});

const seqs = () => log.messages.map((m) => m.seq);

beforeEach(() => {
  table = [];
  asked = [];
  log = new MessageLog({
    conversationId: "c",
    me: { kind: "visitor", id: "v", name: "" },
    resume: async (afterSeq) => {
      asked.push(afterSeq);
      if (afterSeq > table.length) return { messages: [], lastSeq: table.length, resyncRequired: true };
      return { messages: table.slice(afterSeq, afterSeq + 200), lastSeq: table.length };
    },
  });
});

test("The next one is applied and a known one is dropped", () => {
  expect(log.apply(message(1))).toBe("applied");
  expect(log.apply(message(2))).toBe("applied");
  expect(log.apply(message(1))).toBe("known");
  expect(seqs()).toEqual([1, 2]);
  expect(asked).toEqual([]);
});

test("A later one shows a hole, and the hole is healed from the table", async () => {
  table = [message(1), message(2), message(3)];
  log.apply(message(1));
  expect(log.apply(message(3))).toBe("hole");
  await vi.waitFor(() => expect(seqs()).toEqual([1, 2, 3]));
  expect(asked).toEqual([1]);
});

test("One that was overtaken closes the hole, and nothing is asked", async () => {
  vi.useFakeTimers();
  const heard: number[] = [];
  log.onAppended((m) => heard.push(m.seq));
  table = [message(1), message(2), message(3), message(4)];
  log.apply(message(1));
  expect(log.apply(message(4))).toBe("hole");
  expect(log.apply(message(3))).toBe("hole");
  expect(log.apply(message(2))).toBe("applied");
  expect(seqs()).toEqual([1, 2, 3, 4]);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(asked).toEqual([]);
  expect(heard).toEqual([1, 2, 3, 4]);
  vi.useRealTimers();
});

test("An ack that overtakes the push before it asks for nothing, either", async () => {
  vi.useFakeTimers();
  log.addOutgoing(outgoing("k1"));
  log.confirm("k1", { seq: 2, createdAt: "x" });
  log.apply(message(1));
  log.apply(message(2, { clientMessageId: "k1" }));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(asked).toEqual([]);
  expect(log.outgoing).toEqual([]);
  vi.useRealTimers();
});

test("Far behind it asks at once, and keeps no more than it must", async () => {
  vi.useFakeTimers();
  table = Array.from({ length: 80 }, (_, i) => message(i + 1));
  for (let seq = 30; seq <= 80; seq++) log.apply(message(seq));
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toEqual([0]);
  expect(log.lastSeq).toBe(80);
  vi.useRealTimers();
});

test("Catching up asks again until the last one is here", async () => {
  table = Array.from({ length: 450 }, (_, i) => message(i + 1));
  await log.resume();
  expect(log.lastSeq).toBe(450);
  expect(asked).toEqual([0, 200, 400]);
});

test("A position ahead of the head drops everything and begins at 0", async () => {
  for (let seq = 1; seq <= 5; seq++) log.apply(message(seq));
  table = [message(1, { text: "other" }), message(2)];
  await log.resume();
  expect(log.messages.map((m) => m.text)).toEqual(["other", "text 2"]);
  expect(asked).toEqual([5, 0]);
});

test("A table that lags behind a push is asked again within two seconds", async () => {
  vi.useFakeTimers();
  log.apply(message(1));
  table = [message(1)];
  log.apply(message(3));
  await vi.advanceTimersByTimeAsync(120);
  table = [message(1), message(2), message(3)];
  await vi.advanceTimersByTimeAsync(1_880);
  expect(seqs()).toEqual([1, 2, 3]);
  vi.useRealTimers();
});

test("Each message is announced once, whether pushed or caught up", async () => {
  const heard: number[] = [];
  log.onAppended((m) => heard.push(m.seq));
  table = [message(1), message(2), message(3)];
  log.apply(message(1));
  log.apply(message(3));
  await vi.waitFor(() => expect(heard).toEqual([1, 2, 3]));
});

const outgoing = (clientMessageId: string) => ({
  clientMessageId,
  text: "hi",
  kind: "text" as const,
  createdAt: "2026-11-21T08:00:00.000Z",
});

test("An acknowledged message takes its place at once, and the push replaces it without a second bubble", () => {
  log.addOutgoing(outgoing("k1"));
  log.confirm("k1", { seq: 1, createdAt: "2026-11-21T08:00:01.000Z" });
  expect(log.outgoing).toEqual([]);
  expect(log.messages[0]).toMatchObject({ seq: 1, text: "hi", sender: { kind: "visitor" } });
  log.apply(message(1, { clientMessageId: "k1", text: "hi", messageId: "server" }));
  expect(log.messages).toHaveLength(1);
  expect(log.messages[0]?.messageId).toBe("server");
});

test("The push may come before the ack", () => {
  log.addOutgoing(outgoing("k1"));
  log.apply(message(1, { clientMessageId: "k1" }));
  log.confirm("k1", { seq: 1, createdAt: "x" });
  expect(log.outgoing).toEqual([]);
  expect(seqs()).toEqual([1]);
});

test("An ack beyond a hole shows the message as sent and fetches what is between", async () => {
  log.addOutgoing(outgoing("k1"));
  table = [message(1), message(2), message(3, { clientMessageId: "k1" })];
  log.confirm("k1", { seq: 3, createdAt: "x" });
  expect(log.outgoing[0]?.state).toBe("sent");
  await vi.waitFor(() => expect(seqs()).toEqual([1, 2, 3]));
  expect(log.outgoing).toEqual([]);
});

test("A log that begins late takes earlier pages in front only when they join", () => {
  log = new MessageLog({
    conversationId: "c",
    startAfter: 10,
    resume: async () => ({ messages: [], lastSeq: 0 }),
  });
  log.apply(message(11));
  log.prepend([message(7), message(8)]);
  expect(seqs()).toEqual([11]);
  log.prepend([message(9), message(10)]);
  expect(seqs()).toEqual([9, 10, 11]);
  expect(log.firstSeq).toBe(9);
  expect(log.lastSeq).toBe(11);
});
