import type { ConversationRow } from "@chatservice/client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { api, type Page } from "../../app/api";
import { LoadFailed } from "../../app/LoadFailed";
import { useDesk, useLive } from "../live/LiveProvider";
import { EmptyList } from "./EmptyList";
import { ListSkeleton } from "./ListSkeleton";
import { isFiltered, type ListQuery, selectQuery, toRequest } from "./listQuery";
import { NothingFound } from "./NothingFound";
import { RowList } from "./RowList";

const pageSize = 100;

/** All in an order and with filters of the agent's choice: read page by page, then moved by the same events as the other lists. */
export function QueryList({ query, openId }: { query: ListQuery; openId: string | null }) {
  const { live } = useLive();
  const rows = useDesk((state) => state.rows);
  const request = toRequest(query);
  const read = useInfiniteQuery({
    queryKey: ["conversations", "query", request],
    queryFn: async ({ pageParam, signal }) => {
      const path = "/api/conversations";
      const page = await api.get<Page<ConversationRow>>(
        path,
        { ...request, cursor: pageParam, limit: pageSize },
        signal,
      );
      live.applyRows(page.items);
      return { ids: page.items.map((row) => row.conversationId), nextCursor: page.nextCursor ?? null };
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  const pages = read.data?.pages;
  const known = useMemo(() => new Set(pages?.flatMap((page) => page.ids)), [pages]);
  const lastRead = read.hasNextPage ? (pages?.at(-1)?.ids.at(-1) ?? null) : null;
  const shown = useMemo(() => selectQuery(rows, query, known, lastRead), [rows, query, known, lastRead]);
  const { refetch } = read;
  useEffect(() => live.hub.watch("state", ({ state }) => state === "live" && void refetch()), [live, refetch]);

  if (read.isPending) return <ListSkeleton />;
  if (read.isError && shown.length === 0) return <LoadFailed onRetry={() => void read.refetch()} />;
  if (shown.length === 0) return isFiltered(query) ? <NothingFound /> : <EmptyList tab="all" />;
  const more = read.hasNextPage && !read.isFetching ? () => void read.fetchNextPage() : undefined;
  return <RowList rows={shown} openId={openId} showAssignee onEnd={more} />;
}
