import { IconAlertOctagonFilled, IconCircleCheckFilled, IconCircleMinus, IconClock } from "@tabler/icons-react";
import { hasMessage, useI18n } from "../../app/i18n";
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
    <ul className={classes.plain}>
      {clocks.map((clock) => (
        <Clock key={`${clock.metric} ${clock.startedAt}`} clock={clock} />
      ))}
    </ul>
  );
}

function Clock({ clock }: { clock: SlaClock }) {
  const { t, tag: locale } = useI18n();
  const now = useNow();
  const metric = `desk.metric.${clock.metric}`;
  const outcome = (clock.outcome?.toLowerCase() ?? "running") as keyof typeof icons;
  const Icon = icons[outcome] ?? IconClock;
  const end = clock.endedAt ? Date.parse(clock.endedAt) : now;
  const left = Date.parse(clock.dueAt) - now;
  return (
    <li className={classes.clock} data-outcome={outcome}>
      <Icon size={15} aria-hidden="true" />
      <span className={classes.clockName}>{hasMessage(metric) ? t(metric) : clock.metric}</span>
      <span className={classes.hint}>{timeText(clock.startedAt, locale)}</span>
      <span className={classes.clockEnd}>
        {outcome === "running"
          ? left >= 0
            ? t("desk.row.dueIn", { time: clockText(left) })
            : t("desk.row.over", { time: clockText(-left) })
          : `${t(`desk.outcome.${outcome}`)}${clock.endedAt ? ` ${clockText(end - Date.parse(clock.startedAt))}` : ""}`}
      </span>
    </li>
  );
}
