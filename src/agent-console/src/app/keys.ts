/**
 * Key chords as text: `mod+k`, `alt+j`, `g w` (a sequence), `?`, `shift+enter`. `mod` is Ctrl, or ⌘ on a Mac.
 * A plain character is compared with what the key types, so layouts do not matter.
 */
export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  code?: string;
}

export const isMac = () => /mac|iphone|ipad/i.test(navigator.platform);

export function matches(chord: string, press: KeyPress): boolean {
  const parts = chord.toLowerCase().split("+");
  const key = parts.pop() ?? "";
  const wants = (name: string) => parts.includes(name);
  if (wants("mod") !== (press.ctrlKey || press.metaKey) || wants("alt") !== press.altKey) return false;
  // Shift makes another letter or belongs to a named key; for signs such as "?" it is part of typing them.
  const strict = key.length > 1 || parts.length > 0 || /^[a-z]$/.test(key);
  if (strict && wants("shift") !== press.shiftKey) return false;
  // A Chinese input method types a wide question mark.
  if (key === "?" && press.key === "？") return true;
  return press.key.toLowerCase() === key || (physicalDecides(press) && press.code?.toLowerCase() === codeOf(key));
}

/**
 * With Alt a Mac types another character (⌥J is "∆"), and a Cyrillic, Greek or Hebrew layout types no Latin letter at all: there the
 * physical key decides. Where the typed character is a Latin one, it decides, so that AZERTY and Dvorak keep their own letters.
 */
const physicalDecides = (press: KeyPress) =>
  press.key.length === 1 ? press.key > "\u007f" : press.altKey && press.key === "Dead";

function codeOf(key: string): string {
  if (key === "/") return "slash";
  return /^\d$/.test(key) ? `digit${key}` : `key${key}`;
}

/** How a chord is written for people: `Ctrl K`, `⌘ K`, `G W`. */
export function keyLabels(chord: string, mac = isMac()): string[][] {
  const names: Record<string, string> = mac
    ? { mod: "⌘", alt: "⌥", shift: "⇧", enter: "⏎", escape: "esc", arrowdown: "↓", arrowup: "↑" }
    : { mod: "Ctrl", alt: "Alt", shift: "Shift", enter: "Enter", escape: "Esc", arrowdown: "↓", arrowup: "↑" };
  return chord.split(" ").map((step) => step.split("+").map((part) => names[part] ?? part.toUpperCase()));
}

export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
    !/^(checkbox|radio|button)$/.test((target as HTMLInputElement).type ?? "")
  );
}
