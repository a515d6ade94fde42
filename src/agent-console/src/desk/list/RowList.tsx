import type { ConversationRow } from "@chatservice/client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useContext, useEffect, useRef, useSyncExternalStore } from "react";
import { useI18n } from "../../app/i18n";
import { useDesk, useLive } from "../live/LiveProvider";
import { contactName } from "../people";
import classes from "./ListPane.module.css";
import { Row } from "./Row";
import { SelectionContext } from "./selection";
import { shownList } from "./shownList";
import { useFocusOnOpen, useListKeys } from "./useListKeys";

const rowHeight = 64;
/** What the offer covers at the foot of the list. */
const dockHeight = 230;

interface Props {
  rows: ConversationRow[];
  openId: string | null;
  showAssignee: boolean;
  /** The end came into sight. */
  onEnd?: (() => void) | undefined;
  /** What a row says instead of its last message. */
  lineOf?: ((row: ConversationRow) => ReactNode) | undefined;
}

/** Draws only the rows in sight: a thousand scroll like ten. */
export function RowList({ rows, openId, showAssignee, onEnd, lineOf }: Props) {
  const { t } = useI18n();
  const { live } = useLive();
  const selection = useContext(SelectionContext);
  const scroller = useRef<HTMLDivElement>(null);
  useSyncExternalStore(live.drafts.subscribe, () => live.drafts.changes);
  const docked = useDesk((state) => state.offers.length > 0);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.conversationId ?? index,
    overscan: 6,
    scrollPaddingEnd: docked ? dockHeight : 0,
  });
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (lastShown >= rows.length - 3) onEnd?.();
  }, [lastShown, rows.length, onEnd]);

  useEffect(() => {
    shownList.show(rows.map((row) => row.conversationId));
    return () => shownList.show([]);
  }, [rows]);

  // The open row stays in sight when it is reached by key; a list that only reorders does not jump.
  const openIndex = rows.findIndex((row) => row.conversationId === openId);
  const latest = useRef(openIndex);
  latest.current = openIndex;
  useEffect(() => {
    if (openId && latest.current >= 0) virtual.scrollToIndex(latest.current, { align: "auto" });
  }, [openId, virtual]);

  useFocusOnOpen(scroller, openId);
  const onKeyDown = useListKeys();

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the rows in it are the links that have the focus
    <div ref={scroller} className={classes.scroller} data-docked={docked || undefined} onKeyDown={onKeyDown}>
      <ul className={classes.rows} style={{ height: virtual.getTotalSize() }} aria-label={t("desk.list.label")}>
        {items.map((item) => {
          const row = rows[item.index];
          return (
            row && (
              <li key={item.key} className={classes.slot} style={{ transform: `translateY(${item.start}px)` }}>
                <Row
                  row={row}
                  current={row.conversationId === openId}
                  draft={live.drafts.has(row.conversationId)}
                  showAssignee={showAssignee}
                  myId={live.me.id}
                  line={lineOf?.(row)}
                />
                {selection && (
                  <label className={classes.pick} data-picked={selection.ids.has(row.conversationId) || undefined}>
                    <input
                      type="checkbox"
                      checked={selection.ids.has(row.conversationId)}
                      onChange={() => selection.toggle(row.conversationId)}
                      aria-label={t("desk.bulk.pick", { name: contactName(t, row.contact) })}
                    />
                  </label>
                )}
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}
