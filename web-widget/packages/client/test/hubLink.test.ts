import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ChatError, HubLink, type LinkState, type VisitorHubEvents } from "../src";
import { FakeServer, noAnswer } from "./fakeSocket";

let server: FakeServer;
let link: HubLink<VisitorHubEvents>;
let states: LinkState[];
let negotiations: string[];

beforeEach(() => {
  vi.useFakeTimers();
  server = new FakeServer();
  link = open();
});

afterEach(async () => {
  await link.stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function open(options: Partial<ConstructorParameters<typeof HubLink>[0]> = {}): HubLink<VisitorHubEvents> {
  states = [];
  negotiations = [];
  const httpClient = {
    send: (request: { url: string }) => {
      negotiations.push(request.url);
      return Promise.reject(new Error("no way through"));
    },
    getCookieString: () => "",
  };
  const made = new HubLink<VisitorHubEvents>({
    url: "http://server/hubs/visitor",
    webSocket: server.webSocket,
    httpClient: httpClient as never,
    backoff: { random: () => 0.999 },
    ...options,
  });
  made.watch("state", ({ state }) => states.at(-1) !== state && states.push(state));
  return made;
}

const pass = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

test("It goes live over a plain WebSocket and a call is answered", async () => {
  server.handle("MarkRead", (input: { seq: number }) => ({ got: input.seq }));
  link.start();
  await pass();
  expect(link.state).toBe("live");
  expect(await link.invoke("MarkRead", { seq: 4 })).toEqual({ got: 4 });
});

test("A lost connection comes back by itself and hears events again", async () => {
  const heard: number[] = [];
  link.on("MessageAppended", (message) => heard.push(message.seq));
  link.start();
  await pass(3_000);
  server.dropAll();
  await pass();
  expect(link.state).toBe("connecting");
  await pass(500);
  expect(link.state).toBe("live");
  server.push("MessageAppended", { seq: 9 });
  expect(heard).toEqual([9]);
});

test("A listener that comes when the connection is already there hears as well", async () => {
  link.start();
  await pass();
  const heard: number[] = [];
  link.on("QueueChanged", (queue) => heard.push(queue.position));
  server.push("QueueChanged", { conversationId: "c", position: 2 });
  expect(heard).toEqual([2]);
});

test("It never gives up: an hour without a server, and it is live within the cap", async () => {
  server.up = false;
  link.start();
  await pass(3_600_000);
  expect(link.state).toBe("offline");
  server.up = true;
  await pass(40_000);
  expect(link.state).toBe("live");
});

test("The wait for the next attempt can be shown, and ended", async () => {
  server.up = false;
  link.start();
  await pass();
  expect(link.retryAt).toBe(Date.now() + 499);
  server.up = true;
  link.retryNow();
  await pass();
  expect(link.state).toBe("live");
  expect(link.retryAt).toBeNull();
});

test("After two failed WebSockets every other attempt negotiates", async () => {
  server.up = false;
  link.start();
  await pass();
  expect(server.sockets).toHaveLength(1);
  await pass(500);
  expect(server.sockets).toHaveLength(2);
  expect(negotiations).toEqual([]);
  await pass(1_000);
  expect(negotiations).toEqual(["http://server/hubs/visitor/negotiate?negotiateVersion=1"]);
  await pass(2_000);
  expect(server.sockets).toHaveLength(3);
  expect(states).toEqual(["connecting", "offline"]);
});

test("A refusal carries its code", async () => {
  server.handle("SendMessage", () => {
    throw new Error("message_too_long: over 8 000 characters");
  });
  link.start();
  await pass();
  const error = await link.invoke("SendMessage", {}).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(ChatError);
  expect(error).toMatchObject({ code: "message_too_long", message: "over 8 000 characters", retryable: false });
});

test("A call that is cut off is told apart from a refusal", async () => {
  server.handle("SendMessage", () => {
    throw noAnswer;
  });
  link.start();
  await pass();
  const call = link.invoke("SendMessage", {}).catch((e: unknown) => e);
  await pass();
  server.dropAll();
  await pass();
  expect(await call).toMatchObject({ code: "connection_lost", retryable: true });
});

test("No answer within the limit gives the connection up and makes another", async () => {
  server.handle("SendMessage", () => {
    throw noAnswer;
  });
  link.start();
  await pass();
  const call = link.invoke("SendMessage", {}).catch((e: unknown) => e);
  await pass(15_000);
  expect(await call).toMatchObject({ code: "timeout" });
  await pass(500);
  expect(server.sockets).toHaveLength(2);
  expect(link.state).toBe("live");
});

test("A draining node is left after the time it names, without a back-off", async () => {
  link.start();
  await pass();
  server.push("Draining", { reconnectInMs: 1_200 });
  await pass(1_100);
  expect(server.sockets).toHaveLength(1);
  await pass(110);
  expect(server.sockets).toHaveLength(2);
  expect(link.state).toBe("live");
});

test("An ended session stops it and says so", async () => {
  const ended: string[] = [];
  link.watch("ended", ({ code }) => ended.push(code));
  link.start();
  await pass();
  server.push("Closed", { code: "session_ended" });
  await pass(60_000);
  expect(ended).toEqual(["session_ended"]);
  expect(link.state).toBe("stopped");
  expect(server.sockets).toHaveLength(1);
});

test("A slow consumer comes back", async () => {
  link.start();
  await pass();
  server.push("Closed", { code: "slow_consumer" });
  await pass(600);
  expect(link.state).toBe("live");
  expect(server.sockets).toHaveLength(2);
});

test("A refusal of the token that no attempt can mend ends it", async () => {
  const ended: string[] = [];
  link = open({ accessToken: () => Promise.reject(new ChatError("inbox_unknown")) });
  link.watch("ended", ({ code }) => ended.push(code));
  link.start();
  await pass(30_000);
  expect(ended).toEqual(["inbox_unknown"]);
});

test("A connection that is cut at once again and again is not retried hotly", async () => {
  server.handle("x", () => ({}));
  link.watch("state", ({ state }) => state === "live" && queueMicrotask(() => server.dropAll()));
  link.start();
  await pass(60_000);
  expect(server.sockets.length).toBeLessThan(12);
});

test("A network that goes away while a connection is being made takes this one with it", async () => {
  const page = new EventTarget();
  vi.stubGlobal("window", page);
  vi.stubGlobal("document", new EventTarget());
  link.start();
  page.dispatchEvent(new Event("offline"));
  await pass();
  expect(server.live).toHaveLength(0);
  expect(states).toEqual(["connecting"]);
  page.dispatchEvent(new Event("online"));
  await pass();
  expect(link.state).toBe("live");
});

test("Stopping leaves nothing behind", async () => {
  link.start();
  await pass(5_000);
  await link.stop();
  await pass(120_000);
  expect(server.live).toHaveLength(0);
  expect(server.sockets).toHaveLength(1);
  expect(vi.getTimerCount()).toBe(0);
});
