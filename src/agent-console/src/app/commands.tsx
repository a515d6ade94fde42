import { type ReactNode, useEffect, useId, useSyncExternalStore } from "react";
import type { MessageKey } from "./i18n";
import { isTyping, type KeyPress, matches } from "./keys";

export interface Command {
  id: string;
  label: string;
  group: MessageKey;
  /** Chords that run it; the first is the one shown. See keys.ts for how they are written. */
  keys?: string[];
  icon?: ReactNode;
  /** Listed under `?` but not in the palette. */
  onlyKey?: boolean;
  /** Words that find it in the palette although they are not in its label. */
  words?: string;
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

const sequenceMs = 1200;

/** One listener for the whole page: finds the command of a chord or of a two-step sequence. */
export function listenForKeys(target: Document): () => void {
  let first: { press: KeyPress; at: number } | null = null;
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.repeat) return;
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    // Escape leaves a field, so it may begin or end a sequence there; letters belong to the field.
    if (plain && event.key !== "Escape" && isTyping(event.target)) return;
    const before = first && event.timeStamp - first.at < sequenceMs ? first.press : null;
    first = plain && (event.key.length === 1 || event.key === "Escape") ? { press: event, at: event.timeStamp } : null;
    const hit =
      (before && all.find((command) => command.keys?.some((keys) => isSequence(keys, before, event)))) ??
      all.find((command) => command.keys?.some((keys) => !keys.includes(" ") && matches(keys, event)));
    if (!hit) return;
    first = null;
    event.preventDefault();
    hit.run();
  };
  target.addEventListener("keydown", onKey);
  return () => target.removeEventListener("keydown", onKey);
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

/** Commands by the heading they stand under. */
export function byGroup(commands: readonly Command[]): [MessageKey, Command[]][] {
  const groups = new Map<MessageKey, Command[]>();
  for (const command of commands) {
    const members = groups.get(command.group);
    if (members) members.push(command);
    else groups.set(command.group, [command]);
  }
  return [...groups].sort(([a], [b]) => place(a) - place(b));
}
