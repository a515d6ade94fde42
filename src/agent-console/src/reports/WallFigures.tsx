import { Link } from "wouter";
import { serverNow } from "../app/clock";
import { useI18n } from "../app/i18n";
import { clock, percent, verdict } from "./figures";
import { desk } from "./links";
import { readTarget } from "./target";
import classes from "./Wall.module.css";
import { ageNow, oldestWait, type WallTime, worstHeat } from "./wallState";
import type { Wall, WallWaiting } from "./wire";

interface Props {
  wall: Wall;
  time: WallTime;
}

/** Who waits, since when, and the day so far. Each figure opens the conversations behind it. */
export function WallFigures({ wall, time }: Props) {
  const heat = worstHeat([wall.queue, wall.inHand], time, serverNow(), wall.targetSeconds);
  return (
    <div className={classes.figures}>
      <WaitingFigure wall={wall} heat={heat} />
      <OldestFigure wall={wall} time={time} heat={heat} />
      <DayFigure wall={wall} name="frt30" />
      <DayFigure wall={wall} name="sl30" />
    </div>
  );
}

function WaitingFigure({ wall, heat }: { wall: Wall; heat: string }) {
  const { t, locale } = useI18n();
  return (
    <div className={classes.figure} data-heat={heat}>
      <Link href={desk({ tab: "all", waiting: "any", sort: "waiting" })} className={classes.open}>
        <span className={classes.value}>{wall.waiting.toLocaleString(locale)}</span>
        <span className={classes.name}>{t("reports.wall.waiting")}</span>
      </Link>
      <span className={classes.split}>
        <Link href={desk({ tab: "queue" })}>
          {t("reports.wall.inQueue")} <b>{wall.queue.count.toLocaleString(locale)}</b>
        </Link>
        <Link href={desk({ tab: "all", waiting: "in_hand", sort: "waiting" })}>
          {t("reports.wall.inHand")} <b>{wall.inHand.count.toLocaleString(locale)}</b>
        </Link>
      </span>
    </div>
  );
}

function OldestFigure({ wall, time, heat }: Props & { heat: string }) {
  const { t } = useI18n();
  const oldest = oldestWait(wall, time);
  const places = [wall.queue, wall.inHand].filter((place) => place.oldest !== null);
  const first = places.toSorted((a, b) => (b.oldestSeconds ?? 0) - (a.oldestSeconds ?? 0))[0];
  const shown = (place: WallWaiting) => (place.oldestSeconds === null ? "–" : clock(ageNow(place.oldestSeconds, time)));
  const to = (place: WallWaiting | undefined) => (place?.oldest ? desk(place.oldest.conversationId) : desk({}));
  return (
    <div className={classes.figure} data-heat={heat}>
      <Link href={to(first)} className={classes.open}>
        <span className={classes.value}>{oldest === null ? "–" : clock(oldest)}</span>
        <span className={classes.name}>{t("reports.wall.oldest")}</span>
      </Link>
      <span className={classes.split}>
        <Link href={to(wall.queue)}>
          {t("reports.wall.inQueue")} <b>{shown(wall.queue)}</b>
        </Link>
        <Link href={to(wall.inHand)}>
          {t("reports.wall.inHand")} <b>{shown(wall.inHand)}</b>
        </Link>
      </span>
    </div>
  );
}

function DayFigure({ wall, name }: { wall: Wall; name: "frt30" | "sl30" }) {
  const { t, locale } = useI18n();
  const target = readTarget();
  const ratio = wall[`${name}Today`];
  const samples = wall[`${name}Of`];
  const tone = verdict(ratio, target, samples);
  return (
    <Link href="/service-level" className={classes.figure} data-verdict={tone}>
      <span className={classes.value}>{percent(locale, ratio)}</span>
      <span className={classes.name}>
        {t(`reports.wall.${name}`, { n: wall.targetSeconds })}
        {"\u00a0· "}
        {t("reports.period.today")}
      </span>
      <span className={classes.against}>
        {name === "frt30"
          ? t("reports.wall.answered", { answered: wall.answeredToday, n: wall.conversationsToday })
          : t("reports.wall.left", { n: wall.abandonedToday })}
        {/* The dot stays with what it follows: no line begins with one. */}
        {name === "sl30" && samples !== undefined && `\u00a0· ${t("reports.sample", { n: samples })}`}
        {"\u00a0· "}
        {t(`reports.verdict.${tone}`, { target: percent(locale, target) })}
      </span>
      <span className={classes.meter} aria-hidden>
        <span style={{ width: `${Math.min(1, ratio ?? 0) * 100}%` }} />
        <i style={{ insetInlineStart: `${target * 100}%` }} />
      </span>
    </Link>
  );
}
