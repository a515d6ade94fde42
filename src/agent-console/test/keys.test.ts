import { expect, it } from "vitest";
import { keyLabels, matches } from "../src/app/keys";

const press = (key: string, more: Partial<KeyboardEvent> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

it("matches chords with all their modifiers and no others", () => {
  expect(matches("mod+k", press("k", { ctrlKey: true }))).toBe(true);
  expect(matches("mod+k", press("k", { metaKey: true }))).toBe(true);
  expect(matches("mod+k", press("k"))).toBe(false);
  expect(matches("mod+k", press("K", { ctrlKey: true, shiftKey: true }))).toBe(false);
  expect(matches("mod+shift+enter", press("Enter", { ctrlKey: true, shiftKey: true }))).toBe(true);
});

it("takes a typed character whatever keys made it", () => {
  expect(matches("?", press("?", { shiftKey: true }))).toBe(true);
});

it("reads the physical key where Alt types another character", () => {
  expect(matches("alt+j", press("∆", { altKey: true, code: "KeyJ" }))).toBe(true);
});

it("writes chords for people", () => {
  expect(keyLabels("mod+k", false)).toEqual([["Ctrl", "K"]]);
  expect(keyLabels("g w", false)).toEqual([["G"], ["W"]]);
  expect(keyLabels("mod+shift+enter", true)).toEqual([["⌘", "⇧", "⏎"]]);
});
