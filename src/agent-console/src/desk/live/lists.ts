import type { ConversationRow } from "@chatservice/client";
import { api, type Page } from "../../app/api";
import { applyRows, isMine, isOpen, isQueued, type RowMap, reconcile, type View } from "./rows";

const pageSize = 100;
/** Queue and mine are read whole, up to this many pages; nobody works on more. */
const maxPages = 10;

export type ReadPage = (view: View, cursor: string | null, sort?: "waiting") => Promise<Page<ConversationRow>>;

export const readPage: ReadPage = (view, cursor, sort) =>
  api.get<Page<ConversationRow>>("/api/conversations", { view, cursor, sort, limit: pageSize });

export interface Loaded {
  /** Rows as they are when the last answer is in. */
  rows: RowMap;
  /** Where "All" goes on; null at its end. */
  nextCursor: string | null;
}

/** Reads queue and mine whole and the first page of all; rows that vanished meanwhile are let go. */
export async function loadLists(read: ReadPage, me: string, current: () => RowMap): Promise<(rows: RowMap) => Loaded> {
  const before = current();
  const whole = async (view: View) => {
    const items: ConversationRow[] = [];
    let cursor: string | null = null;
    for (let page = 0; page < maxPages; page++) {
      const answer: Page<ConversationRow> = await read(view, cursor);
      items.push(...answer.items);
      cursor = answer.nextCursor ?? null;
      if (!cursor) return { items, complete: true };
    }
    return { items, complete: false };
  };
  const [queue, mine, all] = await Promise.all([whole("queue"), whole("mine"), read("all", null)]);
  // All is more than a page: whoever has waited longest is not on the first one, and its tab would be calm.
  const longest = all.nextCursor ? (await read("all", null, "waiting")).items : [];
  return (now) => {
    let rows = applyRows(now, [...queue.items, ...mine.items, ...all.items, ...longest]);
    if (queue.complete) rows = reconcile(before, rows, queue.items, isQueued);
    if (mine.complete) rows = reconcile(before, rows, mine.items, (row) => isMine(row, me));
    if (!all.nextCursor) rows = reconcile(before, rows, all.items, isOpen);
    return { rows, nextCursor: all.nextCursor ?? null };
  };
}
