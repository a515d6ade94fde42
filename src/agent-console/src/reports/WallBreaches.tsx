import { Link } from "wouter";
import { useI18n } from "../app/i18n";
import { causeText } from "./causes";
import classes from "./Wall.module.css";
import type { Wall } from "./wire";

const shown = 8;

export function WallBreaches({ breaches, now }: { breaches: Wall["breachesLastHour"]; now: number }) {
  const { t, locale } = useI18n();
  const newest = [...breaches].sort((a, b) => (a.at < b.at ? 1 : -1));
  const ago = (at: string) => {
    const minutes = Math.max(0, Math.floor((now - Date.parse(at)) / 60_000));
    return new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" }).format(-minutes, "minute");
  };
  return (
    <section className={classes.panel} aria-label={t("reports.wall.breaches")}>
      <h2>
        {t("reports.wall.breaches")}
        <small>{newest.length.toLocaleString(locale)}</small>
      </h2>
      {newest.length === 0 && <p className={classes.quiet}>{t("reports.wall.noBreaches")}</p>}
      <ul className={classes.breaches}>
        {newest.slice(0, shown).map((breach) => (
          <li key={`${breach.conversationId} ${breach.at}`}>
            <Link href={`~/console/c/${breach.conversationId}`}>{causeText(t, breach.cause)}</Link>
            <time dateTime={breach.at}>{ago(breach.at)}</time>
          </li>
        ))}
      </ul>
      {newest.length > shown && (
        <p className={classes.quiet}>{t("reports.wall.moreBreaches", { n: newest.length - shown })}</p>
      )}
    </section>
  );
}
