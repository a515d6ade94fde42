import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Identity, MemoryStore, StorageLease, VisitorChat } from "../src";
import { ChatServer, newConversation } from "./chatServer";

let server: ChatServer;
let store: MemoryStore;
let chats: VisitorChat[];
/** Everything that a screen was ever given. */
let drawn: string[];

beforeEach(() => {
  vi.useFakeTimers();
  server = new ChatServer();
  store = new MemoryStore();
  chats = [];
  drawn = [];
});

afterEach(async () => {
  for (const chat of chats) await chat.close();
  vi.useRealTimers();
});

function open(): VisitorChat {
  const chat = new VisitorChat({
    origin: "http://server",
    inboxKey: "demo",
    store,
    exclusive: new StorageLease(store),
    fetch: server.fetch,
    webSocket: server.webSocket,
    httpClient: { send: () => Promise.reject(new Error("no")), getCookieString: () => "" } as never,
    backoff: { random: () => 0.999 },
  });
  chat.on("change", (view) => drawn.push(...view.messages.map((message) => message.text)));
  chats.push(chat);
  return chat;
}

const pass = (ms = 500) => vi.advanceTimersByTimeAsync(ms);
const signed = (externalId: string): Identity => ({ externalId, issuedAt: 1, signature: `by-${externalId}` });
const token = () => store.get("chatservice:demo:token");
const carried = () => server.asked.map((body) => body.identity?.externalId ?? null);

/** Alice has chatted in this browser, and left. */
async function aliceWasHere(): Promise<void> {
  const chat = open();
  chat.identify(signed("alice"));
  chat.start();
  await pass();
  server.conversation = newConversation();
  server.owner = "person-alice";
  server.append("visitor", "Alice's secret");
  await pass();
  await chat.close();
  server.asked.length = 0;
  drawn.length = 0;
}

test("An identity given before the first request goes with it", async () => {
  await aliceWasHere();
  const chat = open();
  chat.identify(signed("bob"));
  chat.start();
  await pass();
  expect(carried()).toEqual(["bob"]);
  expect(server.asked[0]?.visitorToken).toBeUndefined();
  expect(token()).toBe("person-bob");
  expect(drawn).toEqual([]);
});

test("An identity given while the first request is under way is asked for, and nothing of the earlier person is drawn", async () => {
  await aliceWasHere();
  let answer = () => {};
  server.gate = new Promise((resolve) => {
    answer = resolve;
  });
  const chat = open();
  chat.start();
  await pass();
  chat.identify(signed("bob"));
  answer();
  await pass(2_000);
  expect(carried()).toEqual([null, "bob"]);
  expect(token()).toBe("person-bob");
  expect(chat.view).toMatchObject({ connection: "live", conversation: null, contact: { verified: true } });
  expect(drawn).toEqual([]);
});

test("An identity given when the chat is up takes the earlier person's conversation away at once", async () => {
  await aliceWasHere();
  const chat = open();
  chat.start();
  await pass();
  expect(chat.view.messages).toHaveLength(1);
  chat.identify(signed("bob"));
  expect(chat.view).toMatchObject({ messages: [], conversation: null, contact: null });
  drawn.length = 0;
  await pass(2_000);
  expect(token()).toBe("person-bob");
  expect(drawn).toEqual([]);
});

test("The same person named on each page sees the conversation all along", async () => {
  await aliceWasHere();
  const chat = open();
  chat.start();
  await pass();
  chat.identify(signed("alice"));
  expect(chat.view.messages).toHaveLength(1);
  await pass(2_000);
  expect(chat.view.messages).toHaveLength(1);
  expect(token()).toBe("person-alice");
});

test("Nobody who logs in becomes that person, and the conversation goes along", async () => {
  const chat = open();
  chat.start();
  await pass();
  server.conversation = newConversation();
  server.append("visitor", "Hello");
  await pass();
  chat.identify(signed("carol"));
  expect(chat.view.messages).toHaveLength(1);
  await pass(2_000);
  expect(carried()).toEqual([null, "carol"]);
  expect(token()).toBe("person-carol");
  expect(chat.view.messages).toHaveLength(1);
});

test("What the earlier person had not sent is not sent as the next one", async () => {
  await aliceWasHere();
  const chat = open();
  server.up = false;
  chat.start();
  chat.send("from Alice");
  await pass();
  chat.identify(signed("bob"));
  server.up = true;
  await pass(30_000);
  expect(server.messages.map((message) => message.text)).toEqual(["Alice's secret"]);
});

test("An identity whose request fails is sent again until it is answered", async () => {
  const chat = open();
  server.up = false;
  chat.identify(signed("dora"));
  chat.start();
  await pass(5_000);
  server.up = true;
  await pass(40_000);
  expect(token()).toBe("person-dora");
  expect(carried().every((who) => who === "dora")).toBe(true);
});

test("Somebody who cannot be proven is nobody, and not the person before", async () => {
  await aliceWasHere();
  server.refused.add("bob");
  const chat = open();
  const errors: string[] = [];
  chat.on("error", ({ code }) => errors.push(code));
  chat.identify(signed("bob"));
  chat.start();
  await pass(2_000);
  expect(errors).toEqual(["identity_refused"]);
  expect(token()).toMatch(/^visitor-/);
  expect(chat.view).toMatchObject({ conversation: null, contact: { verified: false } });
});

test("A verified token of before persons were remembered is not used for somebody who cannot be proven", async () => {
  await aliceWasHere();
  store.remove("chatservice:demo:who");
  server.refused.add("bob");
  const chat = open();
  chat.identify(signed("bob"));
  chat.start();
  await pass(2_000);
  expect(token()).toMatch(/^visitor-/);
  expect(drawn).toEqual([]);
});

test("A function is asked for a fresh signature when the session is, and again when the session has ended", async () => {
  const fetchUser = vi.fn(async () => signed("erin"));
  const chat = open();
  chat.identify(fetchUser);
  await pass(10 * 60_000);
  expect(fetchUser).not.toHaveBeenCalled();
  chat.start();
  await pass();
  expect(fetchUser).toHaveBeenCalledTimes(1);
  expect(token()).toBe("person-erin");
  server.ended.push("person-erin");
  store.set("chatservice:demo:token", "person-erin");
  await pass(5 * 60_000);
  chat.setAttributes({ plan: "gold" });
  await pass(2_000);
  expect(fetchUser).toHaveBeenCalledTimes(2);
});

test("A function that fails is told, and the visitor can write", async () => {
  const errors: string[] = [];
  const chat = open();
  chat.on("error", ({ code }) => errors.push(code));
  chat.identify(() => Promise.reject(new Error("500")));
  chat.start();
  await pass(2_000);
  expect(errors).toEqual(["identity_refused"]);
  expect(chat.view.connection).toBe("live");
});

test("A log-out ends the token at the server and in the other tabs, and a late answer brings nothing back", async () => {
  await aliceWasHere();
  const other = open();
  other.start();
  await pass();
  expect(other.view.messages).toHaveLength(1);
  let answer = () => {};
  server.gate = new Promise((resolve) => {
    answer = resolve;
  });
  const chat = open();
  chat.start();
  await pass();
  chat.identify(null);
  expect(store.keys("chatservice:demo:").filter((key) => !key.endsWith(":lease"))).toEqual([]);
  answer();
  await pass(2_000);
  expect(server.ended).toEqual(["person-alice"]);
  expect(token()).toMatch(/^visitor-/);
  expect(chat.view).toMatchObject({ messages: [], conversation: null });
  expect(other.view).toMatchObject({ messages: [], conversation: null });
});

test("A tab whose token ended because another tab identified goes on with the new one", async () => {
  const [first, second] = [open(), open()];
  first.start();
  await pass();
  second.start();
  await pass();
  const before = token();
  first.identify(signed("frank"));
  server.ended.push(String(before));
  server.push("Closed", { code: "token_expired" });
  await pass(5_000);
  expect(token()).toBe("person-frank");
  expect(second.view).toMatchObject({ connection: "live", contact: { verified: true } });
});
