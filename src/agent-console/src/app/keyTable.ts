import type { MessageKey } from "./i18n";
import type { Role } from "./session";

/** Where a key works. A command runs on its page; the others belong to the field, the list or the message that has the focus. */
export type KeyPlace = "command" | "composer" | "list" | "message";

export interface KeyEntry {
  label: MessageKey;
  group: MessageKey;
  /** The first is for a hand off the field; one with a modifier (or a sequence that begins so) works while text is typed, too. */
  keys: readonly string[];
  place?: Exclude<KeyPlace, "command">;
  role?: Role;
}

/**
 * Every key of the console, in one place: commands take theirs from here, `?` shows all of it on every page, and a test goes through it.
 * Each command has a chord that works in a field as well, so that a key shown beside the composer is never a letter in a reply.
 */
const table = {
  "offer-accept": {
    label: "desk.command.acceptOffer",
    group: "app.group.offer",
    keys: ["mod+shift+enter"],
  },
  // A chord: two Escapes leave a field and close a menu, and must decline nothing.
  "offer-decline": { label: "desk.command.declineOffer", group: "app.group.offer", keys: ["alt+shift+d"] },
  send: { label: "desk.keys.send", group: "app.group.conversation", keys: ["enter", "mod+enter"], place: "composer" },
  "new-line": { label: "desk.keys.newLine", group: "app.group.conversation", keys: ["shift+enter"], place: "composer" },
  "send-close": {
    label: "desk.composer.sendClose",
    group: "app.group.conversation",
    keys: ["mod+alt+enter"],
    place: "composer",
  },
  canned: { label: "desk.canned.insert", group: "app.group.conversation", keys: ["/"], place: "composer" },
  leave: { label: "desk.keys.leave", group: "app.group.conversation", keys: ["escape"], place: "composer" },
  messages: { label: "desk.keys.messages", group: "app.group.conversation", keys: ["m", "alt+m"] },
  "message-move": {
    label: "desk.keys.messageMove",
    group: "app.group.conversation",
    keys: ["arrowup", "arrowdown"],
    place: "message",
  },
  "message-copy": {
    label: "desk.keys.messageCopy",
    group: "app.group.conversation",
    keys: ["mod+c"],
    place: "message",
  },
  "message-quote": {
    label: "desk.keys.messageQuote",
    group: "app.group.conversation",
    keys: ["enter"],
    place: "message",
  },
  compose: { label: "desk.command.compose", group: "app.group.conversation", keys: ["r", "alt+r"] },
  note: { label: "desk.command.note", group: "app.group.conversation", keys: ["n", "alt+n"] },
  take: { label: "desk.keys.take", group: "app.group.conversation", keys: ["t", "alt+t"] },
  transfer: { label: "desk.head.transfer", group: "app.group.conversation", keys: ["shift+t", "alt+shift+t"] },
  close: { label: "desk.keys.close", group: "app.group.conversation", keys: ["e", "alt+e"] },
  undo: { label: "desk.ending.undo", group: "app.group.conversation", keys: ["u", "alt+u"] },
  reopen: { label: "desk.head.reopen", group: "app.group.conversation", keys: ["o", "alt+o"] },
  longest: { label: "desk.command.longest", group: "app.group.go", keys: ["alt+j", "g w"] },
  next: { label: "desk.command.next", group: "app.group.go", keys: ["j", "alt+arrowdown"] },
  previous: { label: "desk.command.previous", group: "app.group.go", keys: ["k", "alt+arrowup"] },
  "list-move": { label: "desk.keys.listMove", group: "app.group.go", keys: ["arrowdown", "arrowup"], place: "list" },
  "list-answer": { label: "desk.keys.listAnswer", group: "app.group.go", keys: ["enter"], place: "list" },
  "tab-queue": { label: "desk.command.queue", group: "app.group.go", keys: ["1", "alt+1"] },
  "tab-mine": { label: "desk.command.mine", group: "app.group.go", keys: ["2", "alt+2"] },
  "tab-all": { label: "desk.command.all", group: "app.group.go", keys: ["3", "alt+3"] },
  "tab-closed": { label: "desk.command.closed", group: "app.group.go", keys: ["4", "alt+4"] },
  "go/": { label: "app.nav.desk", group: "app.group.go", keys: ["g d", "alt+g d"] },
  "go/search": { label: "app.nav.search", group: "app.group.go", keys: ["g s", "alt+g s"] },
  "go/people": { label: "app.nav.people", group: "app.group.go", keys: ["g p", "alt+g p"] },
  "go/reports": { label: "app.nav.reports", group: "app.group.go", keys: ["g r", "alt+g r"], role: "supervisor" },
  "go/admin": { label: "app.nav.admin", group: "app.group.go", keys: ["g a", "alt+g a"], role: "supervisor" },
  palette: { label: "app.palette.open", group: "app.group.go", keys: ["mod+k"] },
  "status-available": { label: "desk.keys.available", group: "app.group.me", keys: ["s a", "alt+s a"] },
  "status-away": { label: "desk.keys.away", group: "app.group.me", keys: ["s w", "alt+s w"] },
  "status-offline": { label: "desk.keys.offline", group: "app.group.me", keys: ["s o", "alt+s o"] },
  details: { label: "desk.head.details", group: "app.group.display", keys: ["i", "alt+i"] },
  shortcuts: { label: "app.menu.shortcuts", group: "app.group.display", keys: ["?", "mod+/"] },
} as const satisfies Record<string, KeyEntry>;

export type KeyId = keyof typeof table;

export const keyTable: Readonly<Record<KeyId, KeyEntry>> = table;

export const keysOf = (id: KeyId): string[] => [...keyTable[id].keys];

const chorded = (keys: string) => /^(mod|alt)\+/.test(keys);

/** The one to show: while text is typed, the one that works there. */
export function shownKey(keys: readonly string[], typing: boolean): string | undefined {
  return (typing ? keys.find((chord) => chorded(chord)) : undefined) ?? keys[0];
}
