import type { ConversationRow } from "@chatservice/client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, type Page } from "../../app/api";
import { LoadFailed } from "../../app/LoadFailed";
import { EmptyList } from "./EmptyList";
import { ListSkeleton } from "./ListSkeleton";
import { RowList } from "./RowList";

interface Props {
  view: "closed" | "callbacks";
  openId: string | null;
}

/** Closed conversations and call-backs are read page by page; they hardly move by themselves. */
export function ClosedList({ view, openId }: Props) {
  const query = useInfiniteQuery({
    queryKey: ["conversations", view],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<ConversationRow>>("/api/conversations", { view, cursor: pageParam, limit: 100 }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor ?? null,
  });
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  if (query.isPending) return <ListSkeleton />;
  if (query.isError) return <LoadFailed onRetry={() => void query.refetch()} />;
  if (rows.length === 0) return <EmptyList tab={view} />;
  const more = query.hasNextPage && !query.isFetching ? () => void query.fetchNextPage() : undefined;
  return <RowList rows={rows} openId={openId} showAssignee onEnd={more} />;
}
