import { ActionIcon } from "@mantine/core";
import { IconListCheck } from "@tabler/icons-react";
import { useEffect, useMemo, useState } from "react";
import { useI18n } from "../../app/i18n";
import { LoadFailed } from "../../app/LoadFailed";
import { hasRole } from "../../app/session";
import { useDesk, useLive, useView } from "../live/LiveProvider";
import { BulkBar } from "./BulkBar";
import { ClosedList } from "./ClosedList";
import { EmptyList } from "./EmptyList";
import { ListControls } from "./ListControls";
import classes from "./ListPane.module.css";
import { ListSkeleton } from "./ListSkeleton";
import { isFiltered, useListQuery } from "./listQuery";
import { QueryList } from "./QueryList";
import { RowList } from "./RowList";
import { SelectionContext } from "./selection";
import { TabClock } from "./TabClock";
import type { ListTab } from "./tabs";

interface Props {
  tab: ListTab;
  onTab(tab: ListTab): void;
  openId: string | null;
}

export function ListPane({ tab, onTab, openId }: Props) {
  const { t } = useI18n();
  const queue = useView("queue");
  const mine = useView("mine");
  const all = useView("all");
  const loaded = useDesk((state) => state.loaded);
  const failed = useDesk((state) => state.loadFailed);
  const { live } = useLive();
  const open = { queue, mine, all };
  const [picked, setPicked] = useState<ReadonlySet<string> | null>(null);
  const supervises = hasRole(live.me, "supervisor");
  const selection = useMemo(() => picked && { ids: picked, toggle: (id: string) => setPicked(toggled(id)) }, [picked]);
  // What was picked in one list is not meant in another.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tab is what it depends on
  useEffect(() => setPicked(null), [tab]);
  const tabs = [
    { id: "queue", label: t("desk.tab.queue"), count: queue.length },
    { id: "mine", label: t("desk.tab.mine"), count: mine.length },
    { id: "all", label: t("desk.tab.all"), count: null },
  ] as const;
  const view = tab === "closed" || tab === "callbacks" ? "all" : tab;
  const [query] = useListQuery(live.me.id);
  const plain = query.sort === "activity" && !isFiltered(query);

  return (
    <section className={classes.pane} aria-label={t("desk.list.label")}>
      <div className={classes.tabs}>
        <div className={classes.tablist} role="tablist" aria-label={t("desk.tab.label")}>
          {tabs.map(({ id, label, count }) => (
            <button
              key={id}
              type="button"
              role="tab"
              id={`tab-${id}`}
              aria-selected={view === id}
              aria-controls="conversation-list"
              className={classes.tab}
              onClick={() => onTab(id)}
            >
              {label}
              {count !== null && count > 0 && <span className={classes.count}>{count}</span>}
              <TabClock rows={open[id]} />
            </button>
          ))}
        </div>
        {supervises && tab !== "closed" && (
          <ActionIcon
            className={classes.several}
            variant={picked ? "light" : "subtle"}
            color="gray"
            size={32}
            aria-pressed={picked !== null}
            aria-label={t("desk.bulk.several")}
            title={t("desk.bulk.several")}
            onClick={() => setPicked(picked ? null : new Set())}
          >
            <IconListCheck size={18} stroke={1.7} />
          </ActionIcon>
        )}
      </div>
      {view === "all" && <ListControls tab={tab} onTab={onTab} />}
      <SelectionContext value={selection}>
        <div id="conversation-list" role="tabpanel" aria-labelledby={`tab-${view}`} className={classes.list}>
          {tab === "closed" || tab === "callbacks" ? (
            <ClosedList key={tab} view={tab} openId={openId} />
          ) : tab === "all" && !plain ? (
            <QueryList query={query} openId={openId} />
          ) : open[tab].length > 0 ? (
            <RowList
              key={tab}
              rows={open[tab]}
              openId={openId}
              showAssignee={tab === "all"}
              onEnd={tab === "all" ? () => void live.loadMore() : undefined}
            />
          ) : loaded ? (
            <EmptyList tab={tab} />
          ) : failed ? (
            <LoadFailed onRetry={() => void live.refresh()} />
          ) : (
            <ListSkeleton />
          )}
        </div>
      </SelectionContext>
      {picked && <BulkBar ids={picked} onIds={setPicked} onClose={() => setPicked(null)} />}
    </section>
  );
}

const toggled = (id: string) => (ids: ReadonlySet<string> | null) => {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
};
