import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { api, type Page } from "../../app/api";

/** More pages than any installation has; a server that hands out cursors without end must not hang the page. */
const mostPages = 100;

async function readAll<T>(path: string, signal?: AbortSignal): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < mostPages; page++) {
    const answer: Page<T> = await api.get<Page<T>>(path, { cursor }, signal);
    all.push(...answer.items);
    cursor = answer.nextCursor ?? null;
    if (!cursor) break;
  }
  return all;
}

const listKey = (path: string) => ["admin", path];

/** A whole settings list; these are short, so search and sorting happen here. */
export function useList<T>(path: string, enabled = true) {
  return useQuery({ queryKey: listKey(path), queryFn: ({ signal }) => readAll<T>(path, signal), enabled });
}

/** The newest stored state of one thing; null when it is gone. */
export async function readLatest<T extends { id: string }>(
  queries: QueryClient,
  path: string,
  id: string,
): Promise<T | null> {
  const items = await queries.fetchQuery({ queryKey: listKey(path), queryFn: () => readAll<T>(path), staleTime: 0 });
  return items.find((item) => item.id === id) ?? null;
}

/** Reads every settings list again: a team changes its agents, an inbox its teams. */
export function useRefresh(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(() => queries.invalidateQueries({ queryKey: ["admin"] }), [queries]);
}
