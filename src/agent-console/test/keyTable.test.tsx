import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Command, listenForKeys, useCommands } from "../src/app/commands";
import { type KeyEntry, type KeyId, keyTable, shownKey } from "../src/app/keyTable";

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

const entries = Object.entries(keyTable) as [KeyId, KeyEntry][];
const commands = entries.filter(([, entry]) => !entry.place).map(([id]) => id);
const runs: string[] = [];
const offered = commands.map(
  (id): Command => ({ id, label: id, group: keyTable[id].group, keys: id, run: () => void runs.push(id) }),
);

function Owner() {
  useCommands(offered);
  return <textarea />;
}

let root: Root;
let stop: () => void;
beforeEach(async () => {
  runs.length = 0;
  root = createRoot(document.body.appendChild(document.createElement("div")));
  await act(async () => root.render(<Owner />));
  stop = listenForKeys(document);
});
afterEach(async () => {
  stop();
  await act(async () => root.unmount());
  document.body.replaceChildren();
});

/** What a keyboard with a Latin or a Cyrillic layout sends for a chord. */
function press(chord: string, target: EventTarget, cyrillic = false) {
  for (const step of chord.split(" ")) {
    const parts = step.split("+");
    const key = parts.pop() ?? "";
    const letter = /^[a-z]$/.test(key);
    target.dispatchEvent(
      new KeyboardEvent("keydown", {
        key: letter && cyrillic ? "ф" : (named[key] ?? key),
        code: letter ? `Key${key.toUpperCase()}` : "",
        ctrlKey: parts.includes("mod"),
        altKey: parts.includes("alt"),
        shiftKey: parts.includes("shift"),
        bubbles: true,
        cancelable: true,
      }),
    );
  }
}
const named: Record<string, string> = {
  enter: "Enter",
  escape: "Escape",
  arrowdown: "ArrowDown",
  arrowup: "ArrowUp",
};
const field = () => document.querySelector("textarea") as HTMLTextAreaElement;

describe.each(commands)("%s", (id) => {
  it.each(keyTable[id].keys)("runs by %s when no field has the focus, on a Latin and on a Cyrillic layout", (chord) => {
    press(chord, document.body);
    expect(runs).toEqual([id]);
    press(chord, document.body, true);
    expect(runs).toEqual([id, id]);
  });

  it("runs by the key that is shown while text is typed", () => {
    press(shownKey(keyTable[id].keys, true) ?? "", field());
    expect(runs).toEqual([id]);
  });

  it("never runs by a letter that is typed", () => {
    for (const chord of keyTable[id].keys.filter((keys) => /^[a-z0-9?]( [a-z])?$/.test(keys))) press(chord, field());
    expect(runs).toEqual([]);
  });
});

it("has each chord once for each place", () => {
  const seen = entries.flatMap(([, { place = "command", keys }]) => keys.map((chord) => `${place} ${chord}`));
  expect(seen.filter((chord, index) => seen.indexOf(chord) !== index)).toEqual([]);
});
