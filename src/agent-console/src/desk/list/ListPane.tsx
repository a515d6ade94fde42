import { useI18n } from "../../app/i18n";
import { LoadFailed } from "../../app/LoadFailed";
import { useDesk, useLive, useView } from "../live/LiveProvider";
import { OfferCards } from "../offers/OfferCards";
import { ClosedList } from "./ClosedList";
import { EmptyList } from "./EmptyList";
import { ListControls } from "./ListControls";
import classes from "./ListPane.module.css";
import { ListSkeleton } from "./ListSkeleton";
import { isFiltered, useListQuery } from "./listQuery";
import { QueryList } from "./QueryList";
import { RowList } from "./RowList";
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
      <div className={classes.tabs} role="tablist" aria-label={t("desk.tab.label")}>
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
      <OfferCards />
      {view === "all" && <ListControls tab={tab} onTab={onTab} />}
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
    </section>
  );
}
