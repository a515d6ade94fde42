import { act, type ReactNode } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import EmojiPicker from "../src/desk/composer/EmojiPicker";
import { TransferModal } from "../src/desk/conversation/TransferModal";
import { CustomerNote } from "../src/desk/details/CustomerNote";
import { DeskLive } from "../src/desk/live/DeskLive";
import { LiveProvider } from "../src/desk/live/LiveProvider";
import type { Contact } from "../src/desk/live/types";
import { me, page, row, ScriptedHub } from "./fixtures";
import { type Answers, leavePage, showPage, until } from "./showPage";

let live: DeskLive;

beforeEach(() => {
  live = new DeskLive({ me, hub: new ScriptedHub(), read: async () => page([row("m1")]) });
});

afterEach(leavePage);

const show = (child: ReactNode, answers: Answers = {}) =>
  showPage(<LiveProvider create={() => live}>{child}</LiveProvider>, answers);
const press = (element: Element | null | undefined, key: string, keys: KeyboardEventInit = {}) =>
  act(async () => element?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, ...keys })));
const buttons = () => [...document.querySelectorAll("button")];
const click = (name: string) =>
  act(async () =>
    buttons()
      .find((one) => one.textContent === name)
      ?.click(),
  );

async function type(field: HTMLInputElement | HTMLTextAreaElement | null, text: string) {
  const prototype = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
  await act(async () => {
    Object.getOwnPropertyDescriptor(prototype, "value")?.set?.call(field, text);
    field?.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

const colleague = { status: "available", activity: "idle", usedSlots: 0, capacity: 4, disabled: false };
const colleagues = [
  { ...colleague, id: "li", name: "Li Na" },
  { ...colleague, id: "bo", name: "Bo Lind" },
];

it("hands over by keys: Enter goes on to the note, Ctrl+Enter sends with it", async () => {
  const transfer = vi.fn();
  const closed = vi.fn();
  await show(<TransferModal row={row("m1")} opened onClose={closed} onTransfer={transfer} />, {
    "GET /api/agents": page(colleagues),
  });
  await until(() => expect(document.body.textContent).toContain("Li Na"));
  const search = document.querySelector<HTMLInputElement>("form input[aria-label]");
  await type(search, "li n");
  search?.focus();
  await press(search, "Enter");

  expect(transfer).not.toHaveBeenCalled();
  const note = document.querySelector("textarea");
  expect(document.activeElement).toBe(note);
  await type(note, " refund agreed ");
  // A line in the note, and a word that an input method is still composing, send nothing.
  await press(note, "Enter");
  await press(note, "Enter", { ctrlKey: true, isComposing: true });
  expect(transfer).not.toHaveBeenCalled();
  await press(note, "Enter", { ctrlKey: true });
  expect(transfer).toHaveBeenCalledTimes(1);
  expect(transfer.mock.calls[0]?.[0]).toEqual({ agentId: "li", note: "refund agreed" });
  await until(() => expect(closed).toHaveBeenCalled());
});

it("finds a sign by its name in either language and picks the first by Enter", async () => {
  const picked: string[] = [];
  await show(<EmojiPicker onPick={(sign) => picked.push(sign)} />);
  const search = document.querySelector("input");
  await type(search, "快");
  expect(document.body.textContent).toContain("Nothing");
  await type(search, "包裹");
  expect(buttons().map((one) => one.textContent)).toEqual(["📦"]);
  await press(search, "Enter");
  await type(search, "deliv");
  await press(search, "Enter");
  expect(picked).toEqual(["📦", "🚚"]);
});

it("moves among the signs by arrows and not beyond them", async () => {
  await show(<EmojiPicker onPick={() => undefined} />);
  await press(document.querySelector("input"), "ArrowDown");
  const all = buttons();
  expect(document.activeElement).toBe(all[0]);
  await press(document.activeElement, "ArrowDown");
  expect(document.activeElement).toBe(all[8]);
  await press(document.activeElement, "ArrowUp");
  await press(document.activeElement, "ArrowLeft");
  expect(document.activeElement).toBe(all[0]);
});

const customer = (note: string) => ({ id: "c1", name: "Lin", note, version: 3 }) as unknown as Contact;

it("keeps a note that was typed beside one that somebody else saved meanwhile, and writes over it only on demand", async () => {
  const stored = "Likes tea";
  const asked = await show(<CustomerNote contact={customer(stored)} conversationId="m1" />, {
    "PUT /api/contacts/c1/note": () => Response.json({ code: "conflict", detail: "Changed." }, { status: 409 }),
  });
  await type(document.querySelector("textarea"), "Likes coffee");
  await click("Save");
  await until(() => expect(asked.filter((call) => call.method === "PUT")).toHaveLength(1));
  expect(asked.find((call) => call.method === "PUT")?.body).toEqual({ note: "Likes coffee", was: stored });
  expect(document.querySelector("textarea")?.value).toBe("Likes coffee");
  await leavePage();

  await show(<CustomerNote contact={customer("Prefers calls")} conversationId="m1" />);
  await until(() => expect(document.querySelector("[role=status] blockquote")?.textContent).toBe("Prefers calls"));
  expect(document.querySelector("textarea")?.value).toBe("Likes coffee");
  expect(buttons().map((one) => one.textContent)).toContain("Replace it with mine");
});
