import type { ConversationRow } from "@chatservice/client";
import { useI18n } from "../../app/i18n";
import { useNow } from "../live/clock";
import { worstClock } from "../live/waits";
import classes from "./TabClock.module.css";

/** The worst clock of a list, on its tab: a mark from half of the time on, and how many rows are as bad. */
export function TabClock({ rows }: { rows: readonly ConversationRow[] }) {
  const { t } = useI18n();
  const worst = worstClock(rows, useNow());
  if (!worst || worst.warmth === "calm") return null;
  const words = t("desk.tab.clock", { n: worst.count, warmth: t(`desk.warmth.${worst.warmth}`) });
  return (
    <span className={classes.clock} data-warmth={worst.warmth} title={words}>
      <span aria-hidden="true">{worst.count > 99 ? "99+" : worst.count}</span>
      <span className={classes.spoken}>{words}</span>
    </span>
  );
}
