import type { ConversationRow, Message } from "@chatservice/client";
import { spent, type Warmth, warmth } from "../../app/warmth";

/** What a place in the queue is held against where the row has no reply clock of its own: the promise of thirty seconds. */
const queueTargetSeconds = 30;

type Waiter = Pick<ConversationRow, "state" | "awaitingSince" | "queuedAt" | "queueEnteredAt" | "sla">;

const enteredQueue = (row: Waiter): string | null =>
  row.state === "queued" || row.state === "offered" ? (row.queueEnteredAt ?? row.queuedAt ?? null) : null;

/** Since when the customer waits for somebody: for an answer or in the queue, whichever began first. Null: they do not. */
export function waitsSince(row: Waiter): string | null {
  if (row.state === "closed" || row.state === "wrap_up") return null;
  const [asked, entered] = [row.awaitingSince ?? null, enteredQueue(row)];
  if (!asked || !entered) return asked ?? entered;
  return Date.parse(entered) < Date.parse(asked) ? entered : asked;
}

/**
 * Whether the customer waits for an answer. A row is told at most once a second, a message at once: whoever has just answered owes none.
 */
export function owesAnswer(row: Pick<ConversationRow, "awaitingSince">, messages: readonly Message[]): boolean {
  const said = messages.findLast(
    ({ kind, sender }) => kind !== "note" && kind !== "event" && (sender.kind === "visitor" || sender.kind === "agent"),
  );
  return row.awaitingSince != null && said?.sender.kind !== "agent";
}

/** How much of the time is used up: of the reply clock, else of the thirty seconds in the queue. Null: nobody waits. */
export function waitSpent(row: Waiter, now: number): number | null {
  const since = waitsSince(row);
  if (!since) return null;
  if (row.sla && row.awaitingSince) return spent(row.sla, now);
  const entered = enteredQueue(row);
  return entered ? (now - Date.parse(entered)) / (queueTargetSeconds * 1000) : 0;
}

/** The colour of a row whose customer waits; null when nobody waits. */
export function waitWarmth(row: Waiter, now: number): Warmth | null {
  const used = waitSpent(row, now);
  if (used === null) return null;
  if (row.sla && row.awaitingSince) return warmth(row.sla, now);
  return used >= 1 ? "over" : used >= 0.75 ? "hot" : used >= 0.5 ? "warm" : "calm";
}

/** When the time of a waiting row is up: the nearest is the most urgent. */
export function waitDue(row: Waiter): number {
  if (row.sla && row.awaitingSince) return Date.parse(row.sla.dueAt);
  const since = waitsSince(row);
  return since ? Date.parse(since) + queueTargetSeconds * 1000 : Number.POSITIVE_INFINITY;
}

export interface TabClock {
  warmth: Warmth;
  /** So many rows of that warmth. */
  count: number;
}

const order: Warmth[] = ["calm", "warm", "hot", "over"];

/** The worst clock of a list and how many rows are as bad; null when nobody in it waits. */
export function worstClock(rows: readonly Waiter[], now: number): TabClock | null {
  let worst = -1;
  let count = 0;
  for (const row of rows) {
    const state = waitWarmth(row, now);
    if (!state) continue;
    const rank = order.indexOf(state);
    if (rank > worst) [worst, count] = [rank, 1];
    else if (rank === worst) count++;
  }
  return worst < 0 ? null : { warmth: order[worst] as Warmth, count };
}
