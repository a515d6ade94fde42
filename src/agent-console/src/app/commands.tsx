import { type ReactNode, useEffect, useId, useSyncExternalStore } from "react";
import type { MessageKey } from "./i18n";
import { isTyping, type KeyPress, matches } from "./keys";
import { type KeyId, keysOf } from "./keyTable";

/** Commands that differ in a value only: the palette opens with one line for all of them, and asks for the value then. */
export interface Family {
  id: string;
  label: string;
}

export interface Command {
  id: string;
  label: string;
  group: MessageKey;
  /** Its line in the key table, or chords of its own (see keys.ts for how they are written); most commands have none. */
  keys?: KeyId | string[];
  icon?: ReactNode;
  /** Listed under `?` but not in the palette. */
  onlyKey?: boolean;
  /** Words that find it in the palette although they are not in its label. */
  words?: string;
  family?: Family;
  /** The palette finds it, but does not open with it: it has its place elsewhere on the page, or is seldom wanted. */
  rare?: boolean;
  run(): void;
}

const owners = new Map<string, readonly Command[]>();
const listeners = new Set<() => void>();
let all: readonly Command[] = [];

function changed() {
  all = [...owners.values()].flat();
  for (const listener of listeners) listener();
}

/** Offers commands while the component is mounted; keep the array stable with useMemo. */
export function useCommands(commands: readonly Command[]): void {
  const owner = useId();
  useEffect(() => {
    owners.set(owner, commands);
    changed();
    return () => {
      owners.delete(owner);
      changed();
    };
  }, [owner, commands]);
}

export function useAllCommands(): readonly Command[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => all,
  );
}

/** Of an open palette or list of keys: a key that is shown there works there, and closes it. */
const closers = new Set<() => void>();

export function closeOnCommand(close: () => void): () => void {
  closers.add(close);
  return () => closers.delete(close);
}

const dialogs = "[role=dialog],[role=menu],[role=listbox]";

/** A question, a form or a menu has the keys for itself; the palette and the list of keys show keys that work there. */
function isElsewhere(target: EventTarget | null): boolean {
  const around = target instanceof Element ? target.closest(dialogs) : null;
  return around !== null && !around.closest("[data-keys]") && !around.querySelector("[data-keys]");
}

export const chordsOf = ({ keys = [] }: Pick<Command, "keys">): string[] =>
  typeof keys === "string" ? keysOf(keys) : keys;
const sequenceMs = 1200;

/** One listener for the whole page: finds the command of a chord or of a two-step sequence. */
export function listenForKeys(target: Document): () => void {
  let first: { press: KeyPress; at: number } | null = null;
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.repeat || isModifier(event.key)) return;
    if (isElsewhere(event.target)) return;
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const before = first && event.timeStamp - first.at < sequenceMs ? first.press : null;
    // Escape leaves a field, so it may begin or end a sequence there; letters belong to the field, unless a chord came before them.
    if (plain && event.key !== "Escape" && !before?.altKey && isTyping(event.target)) return;
    const sequence = before && all.find((command) => chordsOf(command).some((keys) => isSequence(keys, before, event)));
    const hit =
      sequence ?? all.find((command) => chordsOf(command).some((keys) => !keys.includes(" ") && matches(keys, event)));
    first = hit ? null : beginning(event);
    if (first?.press.altKey) event.preventDefault();
    if (!hit || (!sequence && plain && event.key !== "Escape" && isTyping(event.target))) return;
    event.preventDefault();
    for (const close of closers) close();
    hit.run();
  };
  target.addEventListener("keydown", onKey);
  return () => target.removeEventListener("keydown", onKey);
}

const isModifier = (key: string) => /^(Control|Meta|Alt|Shift|AltGraph)$/.test(key);

/** The first step of a sequence that some command has. */
function beginning(event: KeyboardEvent): { press: KeyPress; at: number } | null {
  const begins = all.some((command) =>
    chordsOf(command).some((keys) => keys.includes(" ") && matches(keys.split(" ")[0] ?? "", event)),
  );
  return begins ? { press: event, at: event.timeStamp } : null;
}

function isSequence(keys: string, before: KeyPress, now: KeyPress): boolean {
  const [one, two] = keys.split(" ");
  return two !== undefined && matches(one ?? "", before) && matches(two, now);
}

/** What is at hand comes first. */
const groupOrder: MessageKey[] = [
  "app.group.offer",
  "app.group.conversation",
  "app.group.go",
  "app.group.open",
  "app.group.me",
  "app.group.display",
];
const place = (group: MessageKey) => groupOrder.indexOf(group) + 1 || groupOrder.length + 1;

/** Things by the heading they stand under. */
export function byGroup<T extends { group: MessageKey }>(commands: readonly T[]): [MessageKey, T[]][] {
  const groups = new Map<MessageKey, T[]>();
  for (const command of commands) {
    const members = groups.get(command.group);
    if (members) members.push(command);
    else groups.set(command.group, [command]);
  }
  return [...groups].sort(([a], [b]) => place(a) - place(b));
}
