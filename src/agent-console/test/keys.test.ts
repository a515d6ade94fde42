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

it("reads the physical key where the layout types no Latin letter", () => {
  expect(matches("e", press("у", { code: "KeyE" }))).toBe(true);
  expect(matches("shift+t", press("Е", { code: "KeyT", shiftKey: true }))).toBe(true);
  expect(matches("mod+k", press("л", { code: "KeyK", ctrlKey: true }))).toBe(true);
  expect(matches("mod+k", press("κ", { code: "KeyK", ctrlKey: true }))).toBe(true);
  expect(matches("alt+e", press("Dead", { code: "KeyE", altKey: true }))).toBe(true);
  expect(matches("alt+1", press("¡", { code: "Digit1", altKey: true }))).toBe(true);
});

it("takes the typed letter on a Latin layout with other places", () => {
  // AZERTY: the key named Q types an "a". Dvorak: the key named E types a full stop.
  expect(matches("a", press("a", { code: "KeyQ" }))).toBe(true);
  expect(matches("q", press("a", { code: "KeyQ" }))).toBe(false);
  expect(matches("e", press(".", { code: "KeyE" }))).toBe(false);
  expect(matches("alt+e", press(".", { code: "KeyE", altKey: true }))).toBe(false);
});

it("knows the wide question mark of a Chinese input method", () => {
  expect(matches("?", press("？", { code: "Slash", shiftKey: true }))).toBe(true);
});
