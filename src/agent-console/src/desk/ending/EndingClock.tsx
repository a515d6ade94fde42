import type { Ending } from "@chatservice/client";
import { useI18n } from "../../app/i18n";
import { useNow } from "../live/clock";
import classes from "./Ending.module.css";

/** The page's clock stands at full seconds, so what is left is rounded down: six, not seven. */
export const secondsLeft = (ending: Ending, now: number) =>
  Math.max(0, Math.floor((Date.parse(ending.at) - now) / 1000));

/** In the place of the waiting clock: this one is about to leave. */
export function EndingClock({ ending }: { ending: Ending }) {
  const { t } = useI18n();
  const now = useNow();
  return <span className={classes.clock}>{t(`desk.ending.row.${ending.kind}`, { n: secondsLeft(ending, now) })}</span>;
}
