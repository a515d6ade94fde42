import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Command, closeOnCommand, listenForKeys, useCommands } from "../src/app/commands";

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
const runs: string[] = [];
const command = (id: string, ...keys: string[]): Command & { keys: string[] } => ({
  id,
  label: id,
  group: "app.group.go",
  keys,
  run: () => void runs.push(id),
});
const commands = [
  command("next", "j"),
  command("longest", "g w", "alt+g w", "alt+j"),
  command("decline", "escape escape"),
  command("accept", "mod+shift+enter"),
];

function Owner() {
  useCommands(commands);
  return <textarea />;
}

let root: Root;
let stop: () => void;
beforeEach(async () => {
  runs.length = 0;
  const host = document.body.appendChild(document.createElement("div"));
  root = createRoot(host);
  await act(async () => root.render(<Owner />));
  stop = listenForKeys(document);
});
afterEach(async () => {
  stop();
  await act(async () => root.unmount());
  document.body.replaceChildren();
});

function press(key: string, more: KeyboardEventInit = {}, target: EventTarget = document.body) {
  target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));
}
const field = () => document.querySelector("textarea") as HTMLTextAreaElement;

it("runs a command by its key and by its sequence", () => {
  press("j");
  press("g");
  press("w");
  expect(runs).toEqual(["next", "longest"]);
});

it("leaves letters to a field, but not chords", () => {
  press("j", {}, field());
  press("Enter", { ctrlKey: true, shiftKey: true }, field());
  expect(runs).toEqual(["accept"]);
});

it("knows a sequence of Escape that begins in a field", () => {
  press("Escape", {}, field());
  press("Escape");
  expect(runs).toEqual(["decline"]);
});

it("does nothing while an input method composes", () => {
  press("j", { isComposing: true });
  expect(runs).toEqual([]);
});

it("forgets its commands when their owner leaves", async () => {
  await act(async () => root.unmount());
  press("j");
  expect(runs).toEqual([]);
  root = createRoot(document.body.appendChild(document.createElement("div")));
});

it("forgets a sequence that took too long", () => {
  press("g");
  const late = new KeyboardEvent("keydown", { key: "w", bubbles: true, cancelable: true });
  Object.defineProperty(late, "timeStamp", { value: performance.now() + 5_000 });
  document.body.dispatchEvent(late);
  expect(runs).toEqual([]);
});

it("takes a sequence that begins with a chord also in a field", () => {
  press("g", { altKey: true }, field());
  press("w", {}, field());
  press("w", {}, field());
  expect(runs).toEqual(["longest"]);
});

it("leaves the keys of a question, a form or a menu to it", () => {
  const dialog = document.body.appendChild(document.createElement("div"));
  dialog.setAttribute("role", "dialog");
  const button = dialog.appendChild(document.createElement("button"));
  press("j", {}, button);
  press("j", { altKey: true }, button);
  expect(runs).toEqual([]);
});

it("runs what the palette and the list of keys show, and closes them", () => {
  const dialog = document.body.appendChild(document.createElement("div"));
  dialog.setAttribute("role", "dialog");
  const list = dialog.appendChild(document.createElement("div"));
  list.setAttribute("data-keys", "");
  const stopClosing = closeOnCommand(() => void runs.push("closed"));
  press("j", {}, list);
  stopClosing();
  expect(runs).toEqual(["closed", "next"]);
});
