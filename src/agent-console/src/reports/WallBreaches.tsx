import { Link } from "wouter";
import { hasMessage, useI18n } from "../app/i18n";
import { causeText } from "./causes";
import { customerName } from "./customer";
import { desk } from "./links";
import classes from "./Wall.module.css";
import type { Wall, WallBreach } from "./wire";

const shown = 8;

/** Missed targets of the last hour, the newest first; `now` is the server's time. */
export function WallBreaches({ wall, now }: { wall: Wall; now: number }) {
  const { t, locale } = useI18n();
  const newest = [...wall.breachesLastHour].sort((a, b) => (a.at < b.at ? 1 : -1));
  const { breachCountLastHour: count, breachedConversationsLastHour: conversations } = wall;
  return (
    <section className={classes.panel} aria-label={t("reports.wall.breaches")}>
      <h2>
        {t("reports.wall.breaches")}
        {count > 0 && (
          <small>
            <Link href={desk({ tab: "all", breached: "hour" })} className={classes.plain}>
              {count.toLocaleString(locale)}
            </Link>
          </small>
        )}
      </h2>
      {/* A line of its own: beside the heading it would break both at usual widths. */}
      {count !== conversations && (
        <p className={classes.quiet}>{t("reports.wall.breachCount", { n: count, conversations })}</p>
      )}
      {count === 0 && <p className={classes.quiet}>{t("reports.wall.noBreaches")}</p>}
      <ul className={classes.breaches}>
        {newest.slice(0, shown).map((breach) => (
          <Breach key={`${breach.conversationId} ${breach.metric} ${breach.at}`} breach={breach} now={now} />
        ))}
      </ul>
      {count > shown && (
        <p className={classes.quiet}>
          <Link href={desk({ tab: "all", breached: "hour" })} className={classes.plain}>
            {t("reports.wall.moreBreaches", { n: count - Math.min(shown, newest.length) })}
          </Link>
        </p>
      )}
    </section>
  );
}

function Breach({ breach, now }: { breach: WallBreach; now: number }) {
  const { t, locale } = useI18n();
  const minutes = Math.max(0, Math.floor((now - Date.parse(breach.at)) / 60_000));
  const ago = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" }).format(-minutes, "minute");
  const metric = `reports.metric.${breach.metric}`;
  const facts = [hasMessage(metric) ? t(metric) : breach.metric, breach.agent?.name, breach.inboxName];
  return (
    <li>
      <span className={classes.breach}>
        <Link href={desk(breach.conversationId)}>{customerName(t, breach.contact)}</Link>
        <span>{causeText(t, breach.cause)}</span>
        <small className={classes.facts}>{facts.filter(Boolean).join(" · ")}</small>
      </span>
      <time dateTime={breach.at}>{ago}</time>
    </li>
  );
}
