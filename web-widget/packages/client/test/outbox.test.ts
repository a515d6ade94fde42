import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ChatError, MemoryStore, Outbox, type OutboxChange, type OutboxEntry, outboxLimit, StorageLease } from "../src";

let store: MemoryStore;
let sent: string[];
let answers: (ChatError | null)[];
let changes: OutboxChange[];
let outboxes: Outbox[];

beforeEach(() => {
  vi.useFakeTimers();
  store = new MemoryStore();
  sent = [];
  answers = [];
  changes = [];
  outboxes = [];
});

afterEach(() => {
  for (const outbox of outboxes) outbox.pause();
  vi.useRealTimers();
});

async function send(entry: OutboxEntry): Promise<void> {
  sent.push(entry.clientMessageId);
  const refusal = answers.shift();
  if (refusal) throw refusal;
}

/** As a page that has just been loaded makes it. */
function open(how = send): Outbox {
  const outbox = new Outbox({
    store,
    exclusive: new StorageLease(store),
    name: "shop",
    send: how,
    onChange: (change) => changes.push(change),
    backoff: { random: () => 0.999 },
  });
  outboxes.push(outbox);
  return outbox;
}

const pass = (ms = 100) => vi.advanceTimersByTimeAsync(ms);

test("Messages go in the order of writing and leave the store when committed", async () => {
  const outbox = open();
  const ids = ["a", "b", "c"].map((text) => outbox.add({ conversationId: "c", text }).clientMessageId);
  await pass();
  expect(sent).toEqual(ids);
  expect(outbox.entries()).toEqual([]);
});

test("A lost ack is sent again under the same id", async () => {
  answers = [new ChatError("connection_lost")];
  const { clientMessageId } = open().add({ conversationId: "c", text: "a" });
  await pass(1_000);
  expect(sent).toEqual([clientMessageId, clientMessageId]);
});

test("What waits survives a reload", async () => {
  answers = [new ChatError("unavailable")];
  const before = open();
  const { clientMessageId } = before.add({ conversationId: "c", text: "a" });
  await pass(60);
  before.pause();
  const after = open();
  expect(after.entries().map((entry) => entry.text)).toEqual(["a"]);
  void after.flush();
  await pass(6_000);
  expect(sent).toEqual([clientMessageId, clientMessageId]);
  expect(after.entries()).toEqual([]);
});

test("A refused one stays as failed with its reason, and the next ones go on", async () => {
  answers = [new ChatError("message_too_long")];
  const outbox = open();
  const refused = outbox.add({ conversationId: "c", text: "long" });
  outbox.add({ conversationId: "c", text: "short" });
  await pass();
  expect(outbox.entries()).toMatchObject([{ clientMessageId: refused.clientMessageId, failed: "message_too_long" }]);
  expect(sent).toHaveLength(2);
  expect(changes.filter((change) => change.type === "failed")).toHaveLength(1);
});

test("Retry sends a failed one again under the same id", async () => {
  answers = [new ChatError("internal")];
  const outbox = open();
  const { clientMessageId } = outbox.add({ conversationId: "c", text: "a" });
  await pass();
  outbox.retry(clientMessageId);
  await pass();
  expect(sent).toEqual([clientMessageId, clientMessageId]);
  expect(outbox.entries()).toEqual([]);
});

test("A passing failure keeps the order within its conversation and does not hold up another one", async () => {
  answers = [new ChatError("unavailable")];
  const outbox = open();
  const first = outbox.add({ conversationId: "c1", text: "1" }).clientMessageId;
  const second = outbox.add({ conversationId: "c1", text: "2" }).clientMessageId;
  const other = outbox.add({ conversationId: "c2", text: "3" }).clientMessageId;
  await pass(60);
  expect(sent).toEqual([first, other]);
  await pass(1_000);
  expect(sent).toEqual([first, other, first, second]);
});

test("Being told to slow down waits at least two seconds", async () => {
  answers = [new ChatError("rate_limited")];
  open().add({ conversationId: "c", text: "a" });
  await pass(1_900);
  expect(sent).toHaveLength(1);
  await pass(1_000);
  expect(sent).toHaveLength(2);
});

test("Two tabs send each message once", async () => {
  const slow = async (entry: OutboxEntry) => {
    sent.push(entry.clientMessageId);
    await new Promise((resolve) => setTimeout(resolve, 300));
  };
  const one = open(slow);
  const two = open(slow);
  const ids = [one.add({ conversationId: "c", text: "a" }), two.add({ conversationId: "c", text: "b" })];
  void two.flush();
  void one.flush();
  await pass(5_000);
  expect([...sent].sort()).toEqual(ids.map((entry) => entry.clientMessageId).sort());
});

test("A tab that dies while sending leaves its turn to the other one", async () => {
  const dying = open(() => new Promise(() => undefined));
  const { clientMessageId } = dying.add({ conversationId: "c", text: "a" });
  await pass();
  const lease = store.keys("shop:out::lease")[0] as string;
  const held = store.get(lease) as string;
  vi.clearAllTimers();
  store.set(lease, held);
  void open().flush();
  await pass(7_000);
  expect(sent).toEqual([clientMessageId]);
});

test("The outbox is bounded", () => {
  const outbox = open(() => new Promise(() => undefined));
  for (let i = 0; i < outboxLimit; i++) outbox.add({ conversationId: "c", text: `${i}` });
  expect(() => outbox.add({ conversationId: "c", text: "one more" })).toThrow(
    expect.objectContaining({ code: "outbox_full" }),
  );
});

test("A damaged entry is passed over", () => {
  store.set("shop:out:1:x", "{not json");
  expect(open().entries()).toEqual([]);
});
