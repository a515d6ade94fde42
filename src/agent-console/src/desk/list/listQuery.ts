import type { ConversationRow } from "@chatservice/client";
import { useSyncExternalStore } from "react";
import { readSetting, writeSetting } from "../../app/settings";
import { byActivity, byPriority, byWait, isOpen, isQueued, type RowMap } from "../live/rows";

export const sorts = ["activity", "waiting", "priority"] as const;
export type Sort = (typeof sorts)[number];

/** How All is shown: an order, and what must hold. Null or false: it does not matter. */
export interface ListQuery {
  sort: Sort;
  inbox: string | null;
  team: string | null;
  agent: string | null;
  tag: string | null;
  locale: string | null;
  unread: boolean;
  waiting: "any" | "queue" | "in_hand" | null;
  /** A target was missed in the last hour; closed ones, too. */
  breached: boolean;
}

export const everything: ListQuery = {
  sort: "activity",
  inbox: null,
  team: null,
  agent: null,
  tag: null,
  locale: null,
  unread: false,
  waiting: null,
  breached: false,
};

export const isFiltered = (query: ListQuery): boolean =>
  (Object.keys(everything) as (keyof ListQuery)[]).some((key) => key !== "sort" && query[key] !== everything[key]);

/** What the server is asked. */
export function toRequest(query: ListQuery) {
  return {
    view: query.breached ? "any" : "all",
    // With closed ones among them the newest activity is the only order.
    sort: query.breached ? null : query.sort,
    inboxId: query.inbox,
    teamId: query.team,
    agentId: query.agent,
    tag: query.tag,
    locale: query.locale,
    unread: query.unread ? true : null,
    waiting: query.waiting,
    breachedWithin: query.breached ? 3600 : null,
  };
}

const inHandStates = ["active", "waiting_customer", "snoozed"];
const isInHand = (row: ConversationRow) =>
  row.assignee != null && row.awaitingSince != null && inHandStates.includes(row.state);

function waitsThere(row: ConversationRow, place: ListQuery["waiting"]): boolean {
  if (place === null) return true;
  return (place !== "in_hand" && isQueued(row)) || (place !== "queue" && isInHand(row));
}

/** Whether a row that has moved since it was read still belongs. Of breaches only the server knows: `known` has read ids. */
export function belongs(row: ConversationRow, query: ListQuery, known: ReadonlySet<string>): boolean {
  return (
    (query.breached ? known.has(row.conversationId) : isOpen(row)) &&
    (!query.inbox || row.inboxId === query.inbox) &&
    (!query.team || row.teamId === query.team) &&
    (!query.agent || row.assignee?.id === query.agent) &&
    (!query.tag || row.tags.includes(query.tag)) &&
    (!query.locale || row.locale === query.locale) &&
    (!query.unread || row.unread > 0) &&
    waitsThere(row, query.waiting)
  );
}

const orders = { activity: byActivity, waiting: byWait, priority: byPriority };

/** The rows of a list: what was read and what has moved into it, as far down as has been read (`lastRead`; null: to the end). */
export function selectQuery(
  rows: RowMap,
  query: ListQuery,
  known: ReadonlySet<string>,
  lastRead: string | null,
): ConversationRow[] {
  const order = query.breached ? byActivity : orders[query.sort];
  const all = [...rows.values()].filter((row) => belongs(row, query, known)).sort(order);
  const end = lastRead === null ? -1 : all.findIndex((row) => row.conversationId === lastRead);
  return end < 0 ? all : all.slice(0, end + 1);
}

/** From the address: what a figure on the wall asks for. Null: the address asks for nothing. */
export function fromAddress(search: string): ListQuery | null {
  const params = new URLSearchParams(search);
  if (params.get("tab") !== "all") return null;
  const waiting = params.get("waiting");
  const sort = params.get("sort");
  return {
    ...everything,
    sort: sorts.find((one) => one === sort) ?? "activity",
    agent: params.get("agent"),
    inbox: params.get("inbox"),
    team: params.get("team"),
    tag: params.get("tag"),
    locale: params.get("locale"),
    unread: params.get("unread") === "true",
    waiting: waiting === "any" || waiting === "queue" || waiting === "in_hand" ? waiting : null,
    breached: params.get("breached") !== null,
  };
}

/** Kept per agent in this browser. */
class ListQueries {
  readonly #listeners = new Set<() => void>();
  readonly #known = new Map<string, ListQuery>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  get(agentId: string): ListQuery {
    const known = this.#known.get(agentId) ?? parse(readSetting(`list.${agentId}`));
    this.#known.set(agentId, known);
    return known;
  }

  set(agentId: string, query: ListQuery): void {
    this.#known.set(agentId, query);
    writeSetting(`list.${agentId}`, JSON.stringify(query));
    for (const listener of [...this.#listeners]) listener();
  }
}

/** Whatever an older page, or somebody else, has stored: what is not a query is none. */
function parse(text: string | null): ListQuery {
  try {
    const stored = JSON.parse(text ?? "{}") as Record<string, unknown>;
    const kept = Object.entries(everything).map(([key, usual]) => {
      const value = stored[key];
      const fits = typeof value === typeof usual || (usual === null && typeof value === "string");
      return [key, fits ? value : usual];
    });
    const query = Object.fromEntries(kept) as ListQuery;
    return sorts.includes(query.sort) ? query : { ...query, sort: "activity" };
  } catch {
    return everything;
  }
}

export const listQueries = new ListQueries();

export function useListQuery(agentId: string): [ListQuery, (patch: Partial<ListQuery>) => void] {
  const query = useSyncExternalStore(listQueries.subscribe, () => listQueries.get(agentId));
  return [query, (patch) => listQueries.set(agentId, { ...listQueries.get(agentId), ...patch })];
}
