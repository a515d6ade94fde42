import type { ConversationRow, MessageLog } from "@chatservice/client";
import { Button } from "@mantine/core";
import { IconArrowDown } from "@tabler/icons-react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { announce } from "../../app/announce";
import { useI18n } from "../../app/i18n";
import { useDesk, useLive, useLog } from "../live/LiveProvider";
import { contactName } from "../people";
import classes from "./MessageList.module.css";
import { TimelineRow } from "./TimelineRow";
import { buildTimeline, type TimelineItem } from "./timeline";
import { useMarkRead } from "./useMarkRead";
import { useMessageKeys } from "./useMessageKeys";
import { useMessageScroll } from "./useMessageScroll";
import { useToastPlace } from "./useToastPlace";

interface Props {
  row: ConversationRow;
  log: MessageLog;
  mine: boolean;
  atSeq: number | null;
}

/** The messages: only those in sight are drawn, the newest stays in sight while one is at the end. */
export function MessageList({ row, log, mine, atSeq }: Props) {
  const { t } = useI18n();
  const { live } = useLive();
  const { messages, outgoing } = useLog(log);
  // The marker stays where reading began, while the row's own mark moves on.
  const [unreadAfter] = useState(() => (mine && row.unread > 0 ? row.readSeq : null));
  const items = useMemo(
    () => buildTimeline({ messages, outgoing, me: live.me, visitorReadSeq: row.visitorReadSeq, unreadAfter }),
    [messages, outgoing, live, row.visitorReadSeq, unreadAfter],
  );
  const [current, setCurrent] = useState<string | null>(null);
  const { scroller, virtual, atEnd, newCount, toEnd, onScroll, highlighted } = useMessageScroll({
    log,
    items,
    atSeq,
    kept: current,
  });
  const onKeyDown = useMessageKeys({
    items,
    scroller,
    current,
    setCurrent,
    lastInSight: useCallback(() => virtual.range?.endIndex ?? -1, [virtual]),
    show: useCallback((index: number) => virtual.scrollToIndex(index, { align: "auto" }), [virtual]),
  });
  useMarkRead({ row, mine, lastSeq: messages.at(-1)?.seq ?? 0, atEnd });
  useSpoken(log);
  const frame = useRef<HTMLDivElement>(null);
  useToastPlace(frame);

  return (
    <div ref={frame} className={classes.frame}>
      <div
        ref={scroller}
        className={classes.scroller}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable to be scrolled by key
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-label={t("desk.messages.label")}
      >
        <div className={classes.spacer} />
        <div className={classes.items} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((slot) => {
            const item = items[slot.index] as TimelineItem;
            return (
              <div
                key={slot.key}
                data-index={slot.index}
                ref={virtual.measureElement}
                className={classes.slot}
                style={{ transform: `translateY(${slot.start}px)` }}
              >
                <TimelineRow
                  item={item}
                  current={item.key === current}
                  highlighted={highlighted !== null && "message" in item && item.message?.seq === highlighted}
                />
              </div>
            );
          })}
        </div>
        <TypingPreview row={row} />
      </div>
      {!atEnd && (
        <Button
          className={classes.jump}
          size="compact-sm"
          radius="xl"
          variant={newCount > 0 ? "filled" : "default"}
          rightSection={<IconArrowDown size={15} />}
          onClick={toEnd}
        >
          {t(newCount > 0 ? "desk.messages.jump" : "desk.messages.end")}
        </Button>
      )}
    </div>
  );
}

/** What the customer is writing, before it is sent. */
function TypingPreview({ row }: { row: ConversationRow }) {
  const { t } = useI18n();
  const typing = useDesk((state) => state.typing.get(row.conversationId));
  if (!typing) return <div className={classes.quiet} />;
  return (
    <div className={classes.typing}>
      <span
        className={classes.dots}
        role="img"
        aria-label={t("desk.messages.typing", { name: contactName(t, row.contact) })}
      >
        <i />
        <i />
        <i />
      </span>
      {typing.preview && <span className={classes.preview}>{typing.preview}</span>}
    </div>
  );
}

/** A screen reader hears what the customer says, once, when it comes. */
function useSpoken(log: MessageLog) {
  const { t } = useI18n();
  useEffect(() => {
    const since = Date.now();
    return log.onAppended((message) => {
      if (message.sender.kind !== "visitor" || Date.parse(message.createdAt) < since - 60_000) return;
      announce(t("desk.messages.said", { name: message.sender.name || t("desk.row.anonymous"), text: message.text }));
    });
  }, [log, t]);
}
