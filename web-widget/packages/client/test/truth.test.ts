import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { MemoryStore, StorageLease, VisitorChat } from "../src";
import { ChatServer, newConversation } from "./chatServer";

let server: ChatServer;
let store: MemoryStore;
let chats: VisitorChat[];

beforeEach(() => {
  vi.useFakeTimers();
  server = new ChatServer();
  server.handle("SetLocale", () => ({}));
  store = new MemoryStore();
  chats = [];
});

afterEach(async () => {
  for (const chat of chats) await chat.close();
  vi.useRealTimers();
});

/** A page, or the next one: they share the store. */
function open(locale = "en"): VisitorChat {
  const chat = new VisitorChat({
    origin: "http://server",
    inboxKey: "demo",
    locale,
    store,
    exclusive: new StorageLease(store),
    fetch: server.fetch,
    webSocket: server.webSocket,
    httpClient: { send: () => Promise.reject(new Error("no")), getCookieString: () => "" } as never,
    backoff: { random: () => 0.999 },
  });
  chats.push(chat);
  chat.start();
  return chat;
}

const pass = (ms = 200) => vi.advanceTimersByTimeAsync(ms);

test("The desk turns while the panel is open, and the next page asks anew", async () => {
  const chat = open();
  await pass();
  const opensAt = "2026-11-23T09:00:00.000Z";
  server.push("DeskChanged", { desk: "closed", open: false, opensAt, changesAt: opensAt });
  await pass();
  expect(chat.view.inbox).toMatchObject({ name: "Shop", open: false, desk: "closed", opensAt });
  server.push("DeskChanged", { desk: "staffed", open: true });
  await pass();
  expect(chat.view.inbox).toMatchObject({ open: true, desk: "staffed", opensAt: null });
});

test("A place in the queue means that somebody works it", async () => {
  server.conversation = newConversation({ state: "queued", desk: "nobody", queue: null });
  const chat = open();
  await pass();
  server.push("QueueChanged", { conversationId: "c1", position: 2 });
  await pass();
  expect(chat.view.conversation).toMatchObject({ desk: "staffed", queue: { position: 2 } });
});

test("A language that the page sets later is told at once, before what is sent next", async () => {
  const chat = open();
  await pass();
  chat.setLocale("zh-CN");
  chat.send("你好");
  await pass();
  const order = server.calls.map((call) => call.target).filter((name) => /SetLocale|StartConversation/.test(name));
  expect(order).toEqual(["SetLocale", "StartConversation"]);
  expect(server.callsTo("SetLocale")).toEqual([{ locale: "zh-CN" }]);
});

test("A page in another language tells it to the conversation that runs, once", async () => {
  open("en").send("Hello");
  await pass();
  open("zh-CN");
  await pass();
  open("zh-CN");
  await pass();
  expect(server.callsTo("SetLocale")).toEqual([{ locale: "zh-CN" }]);
});

test("A draft survives a page load and is forgotten at log-out, in other tabs too", async () => {
  const first = open();
  first.draft = "Half a question";
  const next = open();
  expect(next.draft).toBe("Half a question");
  const before = next.view.visitor;
  next.identify(null);
  await pass();
  expect(first.draft).toBe("");
  expect(next.view.visitor).not.toBe(before);
  expect(first.view.visitor).toBe(next.view.visitor);
});

test("An address that was left is known at once", async () => {
  server.conversation = newConversation();
  server.handle("UpdateContact", (input: { email: string }) => ({
    contact: { name: null, email: input.email, verified: false },
  }));
  const chat = open();
  await pass();
  await Promise.all([chat.updateContact({ email: "ada@example.com" }), pass()]);
  expect(chat.view.contact?.email).toBe("ada@example.com");
});
