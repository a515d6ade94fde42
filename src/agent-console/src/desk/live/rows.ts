import type { ConversationRow, Priority } from "@chatservice/client";
import { waitDue, waitsSince } from "./waits";

export type View = "queue" | "mine" | "all";

export type RowMap = ReadonlyMap<string, ConversationRow>;

export const isOpen = (row: ConversationRow) => row.state !== "closed";
export const isQueued = (row: ConversationRow) => row.state === "queued" || row.state === "offered";
export const isMine = (row: ConversationRow, me: string) => isOpen(row) && !isQueued(row) && row.assignee?.id === me;

/** Takes a row unless what we show is as new or newer. The same map back means: nothing to do. */
export function applyRow(rows: RowMap, row: ConversationRow): RowMap {
  const known = rows.get(row.conversationId);
  if (known && known.version >= row.version) return rows;
  return new Map(rows).set(row.conversationId, row);
}

export function applyRows(rows: RowMap, items: readonly ConversationRow[]): RowMap {
  let next: Map<string, ConversationRow> | null = null;
  for (const row of items) {
    const known = (next ?? rows).get(row.conversationId);
    if (known && known.version >= row.version) continue;
    next ??= new Map(rows);
    next.set(row.conversationId, row);
  }
  return next ?? rows;
}

/**
 * The server has given it to this agent, and its row is still under way: until then it stands here as it has become, so that what is
 * written at once is an answer and not a note. A row that says more than that it waits is newer.
 */
export function applyGiven(rows: RowMap, row: ConversationRow | undefined, me: { id: string; name: string }): RowMap {
  if (!row || !isQueued(row)) return rows;
  return new Map(rows).set(row.conversationId, { ...row, state: "active", assignee: { id: me.id, name: me.name } });
}

/**
 * A complete list of a view was read: rows that we held in that view since before the reading, and that are not in it any more,
 * left our sight (transferred away, closed) without an event. Rows that changed meanwhile stay.
 */
export function reconcile(
  before: RowMap,
  rows: RowMap,
  items: readonly ConversationRow[],
  belongs: (row: ConversationRow) => boolean,
): RowMap {
  const listed = new Set(items.map((row) => row.conversationId));
  const stale = [...before.values()].filter(
    (row) => belongs(row) && !listed.has(row.conversationId) && rows.get(row.conversationId) === row,
  );
  if (stale.length === 0) return rows;
  const next = new Map(rows);
  for (const row of stale) next.delete(row.conversationId);
  return next;
}

/** The server's default boosts: seconds of waiting given in advance, so that the order between two reads is nearly the server's. */
const boostSeconds: Record<Priority, number> = { P0: 600, P1: 120, P2: 0, P3: -60 };
const time = (at: string | null | undefined) => (at ? Date.parse(at) : 0);
const queueRank = (row: ConversationRow) =>
  time(row.queuedAt ?? row.createdAt) - (boostSeconds[row.priority] ?? 0) * 1000;
const lastActivity = (row: ConversationRow) => Math.max(time(row.lastMessage?.createdAt), time(row.createdAt));

/** Who waits comes first, the most urgent clock on top; then the newest activity. */
export function byNeed(a: ConversationRow, b: ConversationRow): number {
  // What a colleague has just handed over stands on top: nobody has told its customer anything yet.
  if (!a.handover !== !b.handover) return a.handover ? -1 : 1;
  const [one, other] = [waitsSince(a), waitsSince(b)];
  if (one && other) return waitDue(a) - waitDue(b) || time(one) - time(other);
  if (one || other) return one ? -1 : 1;
  return byActivity(a, b);
}

export const byActivity = (a: ConversationRow, b: ConversationRow) => lastActivity(b) - lastActivity(a);

/** The longest waiting first; who does not wait stands behind, the newest activity first. */
export function byWait(a: ConversationRow, b: ConversationRow): number {
  const [one, other] = [waitsSince(a), waitsSince(b)];
  if (one && other) return time(one) - time(other);
  if (one || other) return one ? -1 : 1;
  return byActivity(a, b);
}

export const byPriority = (a: ConversationRow, b: ConversationRow) =>
  a.priority.localeCompare(b.priority) || byWait(a, b);

export function selectView(rows: RowMap, view: View, me: string): ConversationRow[] {
  const all = [...rows.values()];
  if (view === "queue") return all.filter(isQueued).sort((a, b) => queueRank(a) - queueRank(b));
  if (view === "mine") return all.filter((row) => isMine(row, me)).sort(byNeed);
  return all.filter(isOpen).sort(byActivity);
}

/** Everybody who waits for an answer that I may give, the longest first: my own, then the queue. */
export function waiting(rows: RowMap, me: string): ConversationRow[] {
  return [...rows.values()]
    .filter((row) => waitsSince(row) && !row.ending && (isMine(row, me) || isQueued(row)))
    .sort(byWait);
}

/** The one to jump to: the longest waiting, or the next after the one that is open when it is one of them. */
export function nextWaiting(rows: RowMap, me: string, openId: string | null): ConversationRow | null {
  const list = waiting(rows, me);
  const at = list.findIndex((row) => row.conversationId === openId);
  return list[(at + 1) % Math.max(1, list.length)] ?? null;
}

/** Somebody read up to a message: the visitor, or one of us. */
export function readUpTo(row: ConversationRow, kind: string, seq: number): ConversationRow {
  if (kind === "visitor") return { ...row, visitorReadSeq: Math.max(row.visitorReadSeq, seq) };
  return { ...row, readSeq: Math.max(row.readSeq, seq), unread: seq >= row.lastSeq ? 0 : row.unread };
}
