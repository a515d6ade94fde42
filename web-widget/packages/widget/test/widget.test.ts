import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { WidgetConfig } from "../src/loader/config";
import { readConfig } from "../src/loader/config";
import type { Bridge, PanelHandle } from "../src/loader/contract";
import { Widget } from "../src/loader/widget";

const config = (): WidgetConfig => ({
  origin: "https://chat.example",
  inbox: "demo",
  locale: "en",
  position: undefined,
  offsetX: undefined,
  offsetY: undefined,
  color: undefined,
  theme: undefined,
  label: undefined,
  nonce: undefined,
});

let calls: unknown[][];
let bridge: Bridge;
let widget: Widget;

/** Stands in for the lazy panel, and writes down what it is told. */
const load = vi.fn(async () => ({
  mount(given: Bridge): PanelHandle {
    bridge = given;
    const note =
      (name: string) =>
      (...values: unknown[]) =>
        void calls.push([name, ...values]);
    return {
      setOpen: (open, byVisitor) => {
        calls.push(["setOpen", open, byVisitor]);
        bridge.opened(open, byVisitor);
      },
      identify: note("identify"),
      setAttributes: note("setAttributes"),
      setLocale: async (tag) => note("setLocale")(tag),
      unread: () => 0,
      remove: async () => note("remove")(),
    };
  },
}));

beforeEach(() => {
  calls = [];
  localStorage.clear();
  load.mockClear();
  widget = new Widget(config(), load);
});

afterEach(async () => {
  await widget.api.remove();
  vi.unstubAllGlobals();
});

const root = () => document.querySelector("#chatservice")?.shadowRoot as ShadowRoot;
const launcher = () => root().querySelector(".launch") as HTMLButtonElement;

test("Drawing the launcher loads nothing", () => {
  widget.begin([]);
  expect(launcher().getAttribute("aria-label")).toBe("Open chat");
  expect(load).not.toHaveBeenCalled();
});

test("Looking at the launcher fetches the panel, and only a click opens it", async () => {
  widget.begin([]);
  launcher().dispatchEvent(new Event("pointerenter"));
  expect(load).toHaveBeenCalledTimes(1);
  expect(calls).toEqual([]);
  launcher().click();
  await vi.waitFor(() => expect(calls).toEqual([["setOpen", true, true]]));
  expect(load).toHaveBeenCalledTimes(1);
});

test("Calls made before the script ran are done in their order", async () => {
  const ready = vi.fn();
  widget.begin([["on", "ready", ready], ["setAttributes", { plan: "gold" }], ["open"]]);
  await vi.waitFor(() => expect(calls.map((call) => call[0])).toEqual(["setAttributes", "setOpen"]));
  expect(ready).toHaveBeenCalledTimes(1);
});

const bob = { externalId: "bob", issuedAt: 1, signature: "s" };
const answered = () => vi.fn(async (_url: string, _init: RequestInit) => new Response("{}"));

test.each([
  ["in the queue before the script", async () => widget.begin([["identify", bob]])],
  [
    "on ready",
    async () => {
      widget.begin([["on", "ready", () => void widget.api.identify(bob)]]);
    },
  ],
  [
    "after the script",
    async () => {
      widget.begin([]);
      await widget.api.identify(bob);
    },
  ],
])("An identity given %s is there before the panel asks for a session", async (_, give) => {
  await give();
  await widget.api.open();
  expect(bridge.identity).toEqual(bob);
  expect(calls.filter(([name]) => name === "identify")).toEqual([]);
});

test("An identity given when the panel is up goes to it", async () => {
  widget.begin([]);
  await widget.api.open();
  await widget.api.identify(bob);
  expect(calls.at(-1)).toEqual(["identify", bob]);
});

test("A log-out without a panel clears everything of this inbox, and ends the token at the server", async () => {
  const fetched = answered();
  vi.stubGlobal("fetch", fetched);
  const heard: unknown[] = [];
  const tab = new BroadcastChannel("chatservice:demo");
  tab.onmessage = ({ data }) => heard.push(data);
  const mine = ["token", "who", "conversation", "open", "sound", "out:0001:m1", "look"];
  for (const name of mine) localStorage.setItem(`chatservice:demo:${name}`, "x");
  sessionStorage.setItem("chatservice:demo:draft", "x");
  localStorage.setItem("chatservice:other:token", "theirs");
  localStorage.setItem("cart", "3");
  widget.begin([["identify", bob]]);
  await widget.api.identify(null);
  expect(Object.keys(localStorage).sort()).toEqual([
    "cart",
    "chatservice:demo:left",
    "chatservice:demo:look",
    "chatservice:other:token",
  ]);
  expect(sessionStorage.length).toBe(0);
  expect(fetched.mock.calls.map(([url, init]) => [url, init.body])).toEqual([
    ["https://chat.example/api/widget/session/end", '{"visitorToken":"x"}'],
  ]);
  await vi.waitFor(() => expect(heard).toEqual([{ type: "forget" }]));
  tab.close();
  expect(load).not.toHaveBeenCalled();
  await widget.api.open();
  expect(bridge.identity).toBeUndefined();
});

test("A log-out that reaches no server has still forgotten, and does not reject", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("offline")));
  localStorage.setItem("chatservice:demo:token", "x");
  widget.begin([]);
  await widget.api.identify(null);
  expect(localStorage.getItem("chatservice:demo:token")).toBeNull();
});

test("A log-out with the panel up tells it", async () => {
  vi.stubGlobal("fetch", answered());
  widget.begin([]);
  await widget.api.open();
  await widget.api.identify(null);
  expect(calls.at(-1)).toEqual(["identify", null]);
});

test("Whom a page named before another tab logged out is not named any more", async () => {
  widget.begin([["identify", bob]]);
  window.dispatchEvent(new StorageEvent("storage", { key: "chatservice:demo:left", newValue: "1" }));
  await widget.api.open();
  expect(bridge.identity).toBeUndefined();
});

test("A listener that comes late still hears that it is ready", async () => {
  widget.begin([]);
  const ready = vi.fn();
  await widget.api.on("ready", ready);
  expect(ready).toHaveBeenCalledTimes(1);
});

test("toggle opens and closes, and the events say so", async () => {
  const heard: string[] = [];
  widget.begin([]);
  await widget.api.on("open", () => heard.push("open"));
  await widget.api.on("close", () => heard.push("close"));
  await widget.api.toggle();
  await widget.api.toggle();
  expect(heard).toEqual(["open", "close"]);
});

test("A listener that was taken off and one that throws do not disturb the others", async () => {
  const reported = vi.fn();
  vi.stubGlobal("reportError", reported);
  const [off, on] = [vi.fn(), vi.fn()];
  widget.begin([]);
  await widget.api.on("open", off);
  await widget.api.off("open", off);
  await widget.api.on("open", () => {
    throw new Error("the page's mistake");
  });
  await widget.api.on("open", on);
  await widget.api.open();
  expect(off).not.toHaveBeenCalled();
  expect(on).toHaveBeenCalledTimes(1);
  expect(reported).toHaveBeenCalledTimes(1);
});

test("A panel that could not be fetched is tried again with the next click", async () => {
  const errors = vi.fn();
  load.mockRejectedValueOnce(new Error("no network"));
  widget.begin([["on", "error", errors]]);
  await expect(widget.api.open()).rejects.toThrow("no network");
  expect(errors).toHaveBeenCalledWith({ code: "unavailable", message: "Error: no network" });
  await widget.api.open();
  expect(calls).toEqual([["setOpen", true, true]]);
});

test("The badge and the preview show what is unread, and the name of the button says it", async () => {
  widget.begin([]);
  await widget.api.open();
  await widget.api.close();
  bridge.setUnread(2, "2 unread messages");
  bridge.setPreview({ name: "Lin", text: "<b>Hello</b>", dismissLabel: "Dismiss" });
  expect(await widget.api.unread()).toBe(2);
  expect(launcher().getAttribute("aria-label")).toBe("Open chat, 2 unread messages");
  expect(root().querySelector(".badge")?.textContent).toBe("2");
  expect(root().querySelector(".preview .text")?.textContent).toBe("Lin <b>Hello</b>");
});

test("A visitor with a conversation gets the panel when the page is idle; it stays closed", async () => {
  localStorage.setItem("chatservice:demo:conversation", "c1");
  vi.useFakeTimers();
  widget.begin([]);
  expect(load).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(2_000);
  vi.useRealTimers();
  expect(load).toHaveBeenCalledTimes(1);
  expect(calls).toEqual([]);
});

test("A panel that was open on the last page opens again without taking the focus", async () => {
  localStorage.setItem("chatservice:demo:open", "1");
  vi.useFakeTimers();
  widget.begin([]);
  await vi.advanceTimersByTimeAsync(2_000);
  vi.useRealTimers();
  expect(calls).toEqual([["setOpen", true, false]]);
});

test("A page that replaces its body keeps the chat", async () => {
  widget.begin([]);
  document.documentElement.replaceChild(document.createElement("body"), document.body);
  await vi.waitFor(() => expect(document.querySelector("#chatservice")).not.toBeNull());
});

test("remove takes everything away", async () => {
  widget.begin([]);
  window.ChatService = widget.api;
  await widget.api.open();
  await widget.api.remove();
  expect(calls.at(-1)).toEqual(["remove"]);
  expect(document.querySelector("#chatservice")).toBeNull();
  expect(window.ChatService).toBeUndefined();
});

test("The script tag says everything that can be set", () => {
  const script = document.createElement("script");
  script.src = "https://chat.example/widget.js";
  Object.assign(script.dataset, {
    inbox: "shop",
    locale: "zh-CN",
    position: "left",
    offsetX: "24",
    offsetY: "80",
    color: "#0a7",
    theme: "dark",
  });
  expect(readConfig(script)).toMatchObject({
    origin: "https://chat.example",
    inbox: "shop",
    locale: "zh-CN",
    position: "left",
    offsetX: 24,
    offsetY: 80,
    color: "#0a7",
    theme: "dark",
  });
  script.dataset.position = "middle";
  script.dataset.offsetX = "a lot";
  expect(readConfig(script)).toMatchObject({ position: undefined, offsetX: undefined });
});
