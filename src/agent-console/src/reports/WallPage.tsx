import { ActionIcon, Tooltip } from "@mantine/core";
import { IconAlertTriangle, IconMaximize, IconMinimize } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { Link } from "wouter";
import { errorText } from "../app/errors";
import { useI18n } from "../app/i18n";
import { Loading, Message } from "../app/pages";
import { clock, percent, verdict } from "./figures";
import { readTarget } from "./target";
import { useWall } from "./useWall";
import classes from "./Wall.module.css";
import { WallAgents } from "./WallAgents";
import { WallBreaches } from "./WallBreaches";
import { heat, isStale, oldestWait } from "./wallState";

const tickMs = 500;

/** The picture on the wall of the room: a few large figures, current as soon as anything moves, or marked as not. */
export function WallPage() {
  const { t, locale } = useI18n();
  const { query, live } = useWall();
  const now = useNow();
  const frame = useRef<HTMLDivElement>(null);
  const wall = query.data;
  if (!wall) {
    return query.isError ? <Message title={t("app.load.failed")} text={errorText(t, query.error)} /> : <Loading />;
  }
  const time = { now: Math.max(now, query.dataUpdatedAt), readAt: query.dataUpdatedAt, live };
  const stale = isStale(time);
  const oldest = oldestWait(wall, time);
  const target = readTarget();
  const { targetSeconds } = wall;

  return (
    <div className={classes.wall} ref={frame} data-stale={stale}>
      <div className={classes.head}>
        <h1>{t("reports.area.wall")}</h1>
        {stale && (
          <span className={classes.stale} role="alert">
            <IconAlertTriangle size={20} aria-hidden />
            {t("reports.wall.stale", { age: clock((time.now - time.readAt) / 1000) })}
          </span>
        )}
        <span className={classes.clock}>
          {new Date(time.now).toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" })}
        </span>
        <FullScreen frame={frame} />
      </div>
      <div className={classes.figures}>
        <Link
          href="~/console/"
          className={classes.figure}
          data-heat={wall.waiting > 0 ? heat(oldest, targetSeconds) : "calm"}
        >
          <span className={classes.value}>{wall.waiting.toLocaleString(locale)}</span>
          <span className={classes.name}>{t("reports.wall.waiting")}</span>
        </Link>
        <Link href="~/console/" className={classes.figure} data-heat={heat(oldest, targetSeconds)}>
          <span className={classes.value}>{oldest === null ? "–" : clock(oldest)}</span>
          <span className={classes.name}>{t("reports.wall.oldest")}</span>
        </Link>
        {(["frt30", "sl30"] as const).map((name) => {
          const ratio = wall[`${name}Today`];
          const tone = verdict(ratio, target);
          return (
            <Link key={name} href="/service-level" className={classes.figure} data-verdict={tone}>
              <span className={classes.value}>{percent(locale, ratio)}</span>
              <span className={classes.name}>
                {t(`reports.column.${name}`, { n: targetSeconds })} · {t("reports.period.today")}
              </span>
              <span className={classes.against}>
                {t(`reports.verdict.${tone}`, { target: percent(locale, target) })}
              </span>
              <span className={classes.meter} aria-hidden>
                <span style={{ width: `${Math.min(1, ratio ?? 0) * 100}%` }} />
                <i style={{ insetInlineStart: `${target * 100}%` }} />
              </span>
            </Link>
          );
        })}
      </div>
      <div className={classes.lower}>
        <WallAgents agents={wall.agents} />
        <WallBreaches breaches={wall.breachesLastHour} now={time.now} />
      </div>
    </div>
  );
}

function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, []);
  return now;
}

function FullScreen({ frame }: { frame: React.RefObject<HTMLDivElement | null> }) {
  const { t } = useI18n();
  const [full, setFull] = useState(false);
  useEffect(() => {
    const onChange = () => setFull(document.fullscreenElement !== null);
    document.addEventListener("fullscreenchange", onChange);
    return () => document.removeEventListener("fullscreenchange", onChange);
  }, []);
  if (!document.fullscreenEnabled) return null;
  const label = t(full ? "reports.wall.leaveFull" : "reports.wall.full");
  const toggle = () =>
    (full ? document.exitFullscreen() : frame.current?.requestFullscreen())?.catch(() => {
      // The browser may refuse; the wall is as good in its window.
    });
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" size={40} aria-label={label} onClick={toggle}>
        {full ? <IconMinimize size={22} /> : <IconMaximize size={22} />}
      </ActionIcon>
    </Tooltip>
  );
}
