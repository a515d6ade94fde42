import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type ChatError, MemoryStore, StorageLease, VisitorChat } from "../src";
import { ChatServer, newConversation } from "./chatServer";
import { noAnswer } from "./fakeSocket";

let server: ChatServer;
let store: MemoryStore;
let chats: VisitorChat[];

beforeEach(() => {
  vi.useFakeTimers();
  server = new ChatServer();
  store = new MemoryStore();
  chats = [];
});

afterEach(async () => {
  for (const chat of chats) await chat.close();
  vi.useRealTimers();
});

/** A page (or another tab: they share the store). */
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
  chats.push(chat);
  return chat;
}

const pass = (ms = 200) => vi.advanceTimersByTimeAsync(ms);
const texts = (chat: VisitorChat) => chat.view.messages.map((message) => message.text);

test("The first message starts a conversation and the next ones go to it", async () => {
  const chat = open();
  chat.start();
  await pass();
  chat.send("Where is my order?", { name: "Ada" });
  await pass();
  chat.send("Number 12345");
  await pass();
  expect(server.callsTo("StartConversation")).toMatchObject([{ text: "Where is my order?", name: "Ada" }]);
  expect(server.callsTo("SendMessage")).toMatchObject([{ conversationId: "c1", text: "Number 12345" }]);
  expect(texts(chat)).toEqual(["Where is my order?", "Number 12345"]);
  expect(chat.view.outgoing).toEqual([]);
});

test("Written offline, shown at once, sent once the server is back", async () => {
  server.up = false;
  const chat = open();
  chat.start();
  chat.send("Hello");
  await pass(5_000);
  expect(chat.view.connection).toBe("offline");
  expect(chat.view.outgoing).toMatchObject([{ text: "Hello", state: "sending" }]);
  server.up = true;
  await pass(40_000);
  expect(texts(chat)).toEqual(["Hello"]);
});

test("What was missed while away comes in order after the reconnect", async () => {
  server.conversation = newConversation();
  server.append("visitor", "1");
  const chat = open();
  chat.start();
  await pass(3_000);
  server.dropAll();
  server.append("agent", "2");
  server.append("agent", "3");
  await pass(1_000);
  expect(texts(chat)).toEqual(["1", "2", "3"]);
  expect(server.callsTo("Resume").at(-1)).toMatchObject({ afterSeq: 1 });
});

test("A lost push heals with the next one", async () => {
  server.conversation = newConversation();
  const chat = open();
  chat.start();
  await pass();
  server.losePush.add(1);
  server.append("agent", "1");
  server.append("agent", "2");
  await pass();
  expect(texts(chat)).toEqual(["1", "2"]);
});

test("A lost ack is sent again under the same id and is one message", async () => {
  server.conversation = newConversation();
  const chat = open();
  chat.start();
  await pass();
  const commit = server.handlers.get("SendMessage") as (input: never, call: never) => unknown;
  let lost = false;
  server.handle("SendMessage", (input, call) => {
    const answer = commit(input, call as never);
    if (lost) return answer;
    lost = true;
    throw noAnswer;
  });
  chat.send("once");
  await pass();
  server.dropAll();
  await pass(3_000);
  const ids = server.callsTo("SendMessage").map((input) => input.clientMessageId);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
  expect(texts(chat)).toEqual(["once"]);
});

test("An unsent message survives a reload", async () => {
  server.up = false;
  const before = open();
  before.start();
  before.send("Hello");
  await pass();
  await before.close();
  server.up = true;
  const after = open();
  expect(after.view.outgoing).toMatchObject([{ text: "Hello" }]);
  after.start();
  await pass(6_000);
  expect(texts(after)).toEqual(["Hello"]);
});

test("A refused message stays with its reason, can be retried, and can be discarded", async () => {
  server.conversation = newConversation();
  const chat = open();
  chat.start();
  await pass();
  server.handle("SendMessage", () => {
    throw new Error("invalid_unicode: lone surrogate");
  });
  chat.send("broken");
  await pass();
  const failed = chat.view.outgoing[0];
  expect(failed).toMatchObject({ state: "failed", error: "invalid_unicode" });
  chat.retry(failed?.clientMessageId as string);
  await pass();
  expect(server.callsTo("SendMessage")).toHaveLength(2);
  chat.discard(failed?.clientMessageId as string);
  expect(chat.view.outgoing).toEqual([]);
});

test("A conversation that is closed for good is followed by a new one", async () => {
  server.conversation = newConversation();
  const chat = open();
  chat.start();
  await pass();
  server.handle("SendMessage", () => {
    server.conversation = newConversation({ conversationId: "c2" });
    throw new Error("conversation_closed: closed for good");
  });
  chat.send("Me again");
  await pass();
  expect(server.callsTo("StartConversation")).toMatchObject([{ text: "Me again" }]);
  expect(chat.view.conversation?.conversationId).toBe("c2");
});

test("What the page says of its visitor goes with the first message", async () => {
  const chat = open();
  chat.setAttributes({ plan: "gold" });
  chat.setAttributes({ seats: 5 as unknown as string });
  chat.start();
  chat.send("Hello");
  await vi.advanceTimersByTimeAsync(1_000);
  expect(server.callsTo("StartConversation")).toMatchObject([{ attributes: { plan: "gold", seats: "5" } }]);
});

test("Two tabs that begin at the same time are one visitor", async () => {
  open().start();
  open().start();
  await pass(1_000);
  const tokens = new Set(store.keys("chatservice:demo:token").map((key) => store.get(key)));
  expect(tokens).toEqual(new Set(["visitor-1"]));
  expect(server.sessions).toBe(2);
});

test("A message of one tab appears in the other and is sent once", async () => {
  vi.useRealTimers();
  const [one, two] = [open(), open()];
  one.start();
  two.start();
  await vi.waitFor(() => expect([one, two].map((c) => c.view.connection)).toEqual(["live", "live"]));
  one.send("Hello");
  await vi.waitFor(() => expect([texts(one), texts(two)]).toEqual([["Hello"], ["Hello"]]), 3_000);
  expect(server.callsTo("StartConversation")).toHaveLength(1);
  expect(server.callsTo("SendMessage")).toHaveLength(0);
  expect(two.view.outgoing).toEqual([]);
});

test("Answers are unread until they are read, and reading is told once", async () => {
  server.conversation = newConversation();
  const chat = open();
  const unread: number[] = [];
  chat.on("unread", (count) => unread.push(count));
  chat.start();
  await pass();
  server.append("agent", "1");
  server.append("agent", "2");
  await pass();
  chat.markRead();
  chat.markRead();
  await pass();
  expect(unread).toEqual([2, 0]);
  expect(server.callsTo("MarkRead")).toEqual([{ conversationId: "c1", seq: 2 }]);
});

test("Whoever answers has read what was there", async () => {
  server.conversation = newConversation();
  const chat = open();
  chat.start();
  await pass();
  server.append("visitor", "1");
  server.append("bot", "2");
  await pass();
  expect(chat.view.conversation?.agentReadSeq).toBe(0);
  server.append("agent", "3");
  await pass();
  expect(chat.view.conversation?.agentReadSeq).toBe(3);
});

test("Typing is told at once, then once a second with the latest", async () => {
  server.conversation = newConversation();
  const chat = open();
  chat.start();
  await pass();
  for (const preview of ["h", "he", "hel", "hell"]) chat.typing(preview);
  await pass(1_100);
  expect(server.callsTo("Typing").map((input) => input.preview)).toEqual(["h", "hell"]);
});

test("The agent's typing mark ends by itself, and with the message", async () => {
  server.conversation = newConversation();
  const chat = open();
  chat.start();
  await pass();
  const typing = { conversationId: "c1", sender: { kind: "agent", id: "a", name: "Lin" }, typing: true, preview: null };
  server.push("TypingChanged", typing);
  expect(chat.view.typing).toEqual({ name: "Lin" });
  await pass(5_000);
  expect(chat.view.typing).toBeNull();
  server.push("TypingChanged", typing);
  server.append("agent", "hello");
  expect(chat.view.typing).toBeNull();
});

test("An old visitor token is dropped and the visitor begins anew", async () => {
  store.set("chatservice:demo:token", "forged");
  const ask = server.fetch;
  const chat = new VisitorChat({
    origin: "http://server",
    inboxKey: "demo",
    store,
    exclusive: new StorageLease(store),
    webSocket: server.webSocket,
    fetch: (async (url: string, init: RequestInit) =>
      String(init.body).includes("forged")
        ? new Response(JSON.stringify({ code: "token_invalid" }), { status: 401 })
        : ask(url, init)) as typeof fetch,
  });
  chats.push(chat);
  chat.start();
  await pass();
  expect(chat.view.connection).toBe("live");
  expect(store.get("chatservice:demo:token")).toBe("visitor-1");
});

test("A wrong signature is reported and the visitor goes on without it", async () => {
  const ask = server.fetch;
  const errors: ChatError[] = [];
  const chat = new VisitorChat({
    origin: "http://server",
    inboxKey: "demo",
    store,
    exclusive: new StorageLease(store),
    webSocket: server.webSocket,
    fetch: (async (url: string, init: RequestInit) =>
      String(init.body).includes("signature")
        ? new Response(JSON.stringify({ code: "identity_refused" }), { status: 401 })
        : ask(url, init)) as typeof fetch,
  });
  chats.push(chat);
  chat.on("error", (error) => errors.push(error));
  chat.identify({ externalId: "7", issuedAt: 1, signature: "00" });
  chat.start();
  await pass();
  expect(errors.map((error) => error.code)).toEqual(["identity_refused"]);
  expect(chat.view.connection).toBe("live");
});

test("A connect token that the server calls expired is not used again", async () => {
  const chat = open();
  chat.start();
  await pass();
  server.push("Closed", { code: "token_expired" });
  await pass(1_000);
  expect(server.sessions).toBe(2);
  expect(chat.view.connection).toBe("live");
});

test("A log-out forgets the visitor, the conversation, and what was not sent", async () => {
  server.conversation = newConversation();
  server.append("agent", "secret");
  const chat = open();
  chat.start();
  await pass();
  server.handle("SendMessage", () => {
    throw noAnswer;
  });
  chat.send("not sent");
  await pass();
  server.conversation = null;
  server.messages = [];
  chat.identify(null);
  await pass(1_000);
  expect(chat.view).toMatchObject({ messages: [], outgoing: [], conversation: null });
  expect(store.get("chatservice:demo:token")).toBe("visitor-2");
  expect(store.get("chatservice:demo:conversation")).toBeNull();
});

test("A call-back asked for again after a lost answer has the same id", async () => {
  server.conversation = newConversation();
  const ids: unknown[] = [];
  server.handle("RequestCallback", ({ clientMessageId }: { clientMessageId: string }) => {
    ids.push(clientMessageId);
    if (ids.length === 1) throw noAnswer;
    return {};
  });
  const chat = open();
  chat.start();
  await pass();
  const first = chat.requestCallback({ phone: "555" }).catch((error) => error.code);
  await pass(60_000);
  expect(["timeout", "connection_lost"]).toContain(await first);
  await chat.requestCallback({ phone: "555" });
  expect(ids).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/), ids[0]]);
});

test("An unknown inbox is refused for good", async () => {
  const chat = new VisitorChat({
    origin: "http://server",
    inboxKey: "nope",
    store,
    exclusive: new StorageLease(store),
    webSocket: server.webSocket,
    fetch: (async () => new Response(JSON.stringify({ code: "inbox_unknown" }), { status: 404 })) as typeof fetch,
  });
  chats.push(chat);
  chat.start();
  await pass(60_000);
  expect(chat.view.refusal).toBe("inbox_unknown");
  expect(server.sockets).toHaveLength(0);
});

test("Closing leaves no timer behind", async () => {
  server.conversation = newConversation();
  const chat = open();
  chat.start();
  await pass();
  chat.typing("x");
  await chat.close();
  await pass(1_000);
  expect(vi.getTimerCount()).toBe(0);
  expect(server.live).toHaveLength(0);
});
