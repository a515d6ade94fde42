import type { ConversationRow } from "@chatservice/client";
import { IconAlertOctagonFilled, IconAlertTriangleFilled, IconClock, IconHourglassLow } from "@tabler/icons-react";
import { useI18n } from "../../app/i18n";
import { agoText, clockText } from "../durations";
import { useNow } from "../live/clock";
import { waitSpent, waitsSince, waitWarmth } from "../live/waits";
import { type Warmth, warmth } from "../live/warmth";
import classes from "./WaitClock.module.css";

/** A different shape for each warmth, so that nobody has to tell amber from red. */
const shapes: Record<Warmth, typeof IconClock> = {
  calm: IconClock,
  warm: IconHourglassLow,
  hot: IconAlertTriangleFilled,
  over: IconAlertOctagonFilled,
};

/** How long the customer has been waiting; when nobody waits, how long ago the last line was. */
export function WaitClock({ row }: { row: ConversationRow }) {
  const { t, tag: locale } = useI18n();
  const now = useNow();
  if (row.state === "wrap_up" && row.wrapUpUntil) {
    const left = clockText(Date.parse(row.wrapUpUntil) - now);
    return <span className={classes.ago}>{t("desk.row.wrapUp", { time: left })}</span>;
  }
  const since = waitsSince(row);
  if (!since) {
    return <span className={classes.ago}>{agoText(row.lastMessage?.createdAt ?? row.createdAt, now, locale)}</span>;
  }
  const state = waitWarmth(row, now) ?? "calm";
  const Shape = shapes[state];
  const time = clockText(now - Date.parse(since));
  const words = row.awaitingSince ? "desk.row.waits" : "desk.row.inQueue";
  return (
    <span className={classes.clock} data-warmth={state} title={t(words, { time })}>
      <Shape size={13} aria-hidden="true" />
      <span aria-hidden="true">{time}</span>
      <span className={classes.spoken}>{`${t(words, { time })}, ${t(`desk.warmth.${state}`)}`}</span>
    </span>
  );
}

/** The used-up part of the target, as a bar along the row. */
export function WaitBar({ row }: { row: ConversationRow }) {
  const now = useNow();
  const used = waitSpent(row, now);
  if (used === null || (!row.sla && row.awaitingSince)) return null;
  const part = Math.min(1, used);
  return (
    <span className={classes.track} aria-hidden="true">
      <span className={classes.fill} data-warmth={waitWarmth(row, now)} style={{ transform: `scaleX(${part})` }} />
    </span>
  );
}

/** The same clock for the head of the conversation: what is measured, and what is left. */
export function DueClock({ sla }: { sla: NonNullable<ConversationRow["sla"]> }) {
  const { t } = useI18n();
  const now = useNow();
  const state = warmth(sla, now);
  const Shape = shapes[state];
  const left = Date.parse(sla.dueAt) - now;
  const text =
    left >= 0 ? t("desk.row.dueIn", { time: clockText(left) }) : t("desk.row.over", { time: clockText(-left) });
  const metric = sla.metric as "first_response" | "next_response" | "resolution";
  return (
    <span className={classes.due} data-warmth={state}>
      <Shape size={14} aria-hidden="true" />
      <span className={classes.metric}>{t(`desk.metric.${metric}`)}</span>
      <span className={classes.left}>{text}</span>
      <span className={classes.short} aria-hidden="true">
        {left >= 0 ? clockText(left) : `+${clockText(-left)}`}
      </span>
    </span>
  );
}
