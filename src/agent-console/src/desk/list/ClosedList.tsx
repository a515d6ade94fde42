import type { ConversationRow } from "@chatservice/client";
import { Switch } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { api, type Page } from "../../app/api";
import { useI18n } from "../../app/i18n";
import { LoadFailed } from "../../app/LoadFailed";
import { CallbackMark } from "../callbacks/CallbackMark";
import { useDesk, useLive } from "../live/LiveProvider";
import { EmptyList } from "./EmptyList";
import classes from "./ListPane.module.css";
import { ListSkeleton } from "./ListSkeleton";
import { RowList } from "./RowList";

interface Props {
  view: "closed" | "callbacks";
  openId: string | null;
}

/** Closed conversations and call-backs are read page by page; they hardly move by themselves. */
export function ClosedList({ view, openId }: Props) {
  const { t } = useI18n();
  const { live } = useLive();
  const [done, setDone] = useState(false);
  const moving = useDesk((state) => state.rows);
  const callback = view === "callbacks" && !done ? "open" : null;
  const query = useInfiniteQuery({
    queryKey: ["conversations", view, callback],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<ConversationRow>>("/api/conversations", { view, callback, cursor: pageParam, limit: 100 }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor ?? null,
  });
  const read = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  useEffect(() => live.applyRows(read), [live, read]);
  // As they are now: what was done a moment ago leaves the list of open ones.
  const rows = useMemo(
    () =>
      read
        .map((row) => moving.get(row.conversationId) ?? row)
        .filter((row) => callback !== "open" || (row.callback && !row.callback.doneAt)),
    [read, moving, callback],
  );
  if (query.isPending) return <ListSkeleton />;
  if (query.isError) return <LoadFailed onRetry={() => void query.refetch()} />;
  const more = query.hasNextPage && !query.isFetching ? () => void query.fetchNextPage() : undefined;
  return (
    <div className={classes.withFoot}>
      {rows.length === 0 ? (
        <EmptyList tab={view} />
      ) : (
        <RowList
          rows={rows}
          openId={openId}
          showAssignee
          onEnd={more}
          lineOf={view === "callbacks" ? callbackLine : undefined}
        />
      )}
      {view === "callbacks" && (
        <Switch
          size="xs"
          className={classes.foot}
          label={t("desk.callback.showDone")}
          checked={done}
          onChange={(event) => setDone(event.currentTarget.checked)}
        />
      )}
    </div>
  );
}

const callbackLine = (row: ConversationRow) => <CallbackMark row={row} withAddress />;
