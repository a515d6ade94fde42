import { MessageLog } from "@chatservice/client";
import { act } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { listenForKeys } from "../src/app/commands";
import { MessageList } from "../src/desk/conversation/MessageList";
import { DeskLive } from "../src/desk/live/DeskLive";
import { LiveProvider } from "../src/desk/live/LiveProvider";
import { offerComposer } from "../src/desk/nav/composerFocus";
import { me, message, page, row, ScriptedHub } from "./fixtures";
import { leavePage, showPage, until } from "./showPage";

const written = vi.fn();
const copied = vi.fn(async (_text: string) => undefined);
const inserted = vi.fn();
let stops: (() => void)[];

beforeEach(async () => {
  // The list draws what fits; the page of the test has no size of its own.
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(600);
  Object.defineProperty(navigator, "clipboard", { value: { writeText: copied }, configurable: true });
  const live = new DeskLive({ me, hub: new ScriptedHub(), read: async () => page([]) });
  const messages = [
    message("c1", 1, { text: "Where is my parcel?" }),
    message("c1", 2, { kind: "event", event: { type: "assigned", data: {} }, text: "" }),
    message("c1", 3, { text: "Order 12345\nfrom Monday" }),
  ];
  const log = new MessageLog({
    conversationId: "c1",
    me: { kind: "agent", id: me.id, name: me.name },
    startAfter: 0,
    resume: async () => ({ messages, lastSeq: 3, resyncRequired: false }),
  });
  await log.resume();
  await showPage(
    <LiveProvider create={() => live}>
      <MessageList row={row("c1")} log={log} mine atSeq={null} />
    </LiveProvider>,
  );
  stops = [listenForKeys(document), offerComposer({ focus: written, insert: inserted })];
  await until(() => expect(document.querySelectorAll("[data-message]")).toHaveLength(2));
});

afterEach(async () => {
  for (const stop of stops) stop();
  await leavePage();
  vi.clearAllMocks();
  vi.restoreAllMocks();
});

const press = (key: string, more: KeyboardEventInit = {}) =>
  act(async () => {
    const target = document.activeElement ?? document.body;
    target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));
  });
const on = () => document.activeElement?.getAttribute("aria-label");

it("moves through the messages by key, over lines that only tell what happened, and one of them can be tabbed to", async () => {
  await press("m");
  expect(on()).toContain("Order 12345");
  await press("ArrowUp");
  expect(on()).toContain("Where is my parcel?");
  await press("ArrowUp");
  expect(on()).toContain("Where is my parcel?");
  expect(document.querySelectorAll('[data-message][tabindex="0"]')).toHaveLength(1);
  await press("ArrowDown");
  expect(on()).toContain("Order 12345");
});

it("begins with the newest message when the list of messages has the focus", async () => {
  document.querySelector<HTMLElement>("[role=log]")?.focus();
  await press("ArrowUp");
  expect(on()).toContain("Order 12345");
});

it("copies and quotes the message that the keyboard is on", async () => {
  await press("m", { altKey: true });
  await press("c", { ctrlKey: true });
  expect(copied).toHaveBeenCalledExactlyOnceWith("Order 12345\nfrom Monday");
  await press("Enter");
  expect(inserted).toHaveBeenCalledExactlyOnceWith("> Order 12345\n> from Monday\n");
});

it("lets its buttons be tabbed to, and leaves Enter to them", async () => {
  await press("m");
  const buttons = [...(document.activeElement?.querySelectorAll("button") ?? [])];
  expect(buttons.map((button) => [button.getAttribute("aria-label"), button.tabIndex])).toEqual([
    ["Copy", 0],
    ["Quote", 0],
  ]);
  buttons[1]?.focus();
  await press("Enter");
  expect(inserted).not.toHaveBeenCalled();
});
