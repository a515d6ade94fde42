import { IconAlertOctagonFilled, IconCircleCheckFilled, IconCircleMinus, IconClock } from "@tabler/icons-react";
import { hasMessage, type Translate, useI18n } from "../../app/i18n";
import { clockText, timeText } from "../durations";
import { useNow } from "../live/clock";
import type { SlaClock } from "../live/types";
import classes from "./Details.module.css";

const icons = {
  met: IconCircleCheckFilled,
  breached: IconAlertOctagonFilled,
  cancelled: IconCircleMinus,
  running: IconClock,
};

/** Every clock of this conversation with its end. */
export function SlaClocks({ clocks }: { clocks: SlaClock[] }) {
  const { t } = useI18n();
  if (clocks.length === 0) return <p className={classes.none}>{t("desk.details.sla.none")}</p>;
  return (
    <ul className={classes.clocks}>
      {clocks.map((clock) => (
        <Clock key={`${clock.metric} ${clock.startedAt}`} clock={clock} />
      ))}
    </ul>
  );
}

function Clock({ clock }: { clock: SlaClock }) {
  const { t, tag: locale } = useI18n();
  const metric = `desk.metric.${clock.metric}`;
  const outcome = (clock.outcome ?? "running") as keyof typeof icons;
  const Icon = icons[outcome] ?? IconClock;
  const cause = `desk.cause.${clock.cause}`;
  return (
    <li className={classes.clock} data-outcome={outcome}>
      <Icon size={15} aria-hidden="true" />
      <span className={classes.clockName}>{hasMessage(metric) ? t(metric) : clock.metric}</span>
      <span className={classes.hint}>{timeText(clock.startedAt, locale)}</span>
      <span className={classes.clockEnd}>
        {outcome === "running" ? <Running clock={clock} /> : endText(t, clock, outcome)}
      </span>
      {hasMessage(cause) && <span className={`${classes.hint} ${classes.clockCause}`}>{t(cause)}</span>}
    </li>
  );
}

function endText(t: Translate, clock: SlaClock, outcome: "met" | "breached" | "cancelled"): string {
  const took =
    clock.wallSeconds ?? (clock.outcomeAt ? (Date.parse(clock.outcomeAt) - Date.parse(clock.startedAt)) / 1000 : null);
  const word = t(`desk.outcome.${outcome}`);
  return took === null || outcome === "cancelled" ? word : `${word} · ${clockText(took * 1000)}`;
}

function Running({ clock }: { clock: SlaClock }) {
  const { t } = useI18n();
  const now = useNow();
  if (!clock.dueAt) return t("desk.outcome.running");
  if (clock.pausedSince) return t("desk.outcome.paused");
  const left = Date.parse(clock.dueAt) - now;
  return left >= 0 ? t("desk.row.dueIn", { time: clockText(left) }) : t("desk.row.over", { time: clockText(-left) });
}
