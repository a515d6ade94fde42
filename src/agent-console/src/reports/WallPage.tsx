import { ActionIcon, Tooltip } from "@mantine/core";
import { IconAlertTriangle, IconMaximize, IconMinimize } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { serverNow } from "../app/clock";
import { errorText } from "../app/errors";
import { useI18n } from "../app/i18n";
import { Loading, Message } from "../app/pages";
import { clock } from "./figures";
import { useWall } from "./useWall";
import classes from "./Wall.module.css";
import { WallAgents } from "./WallAgents";
import { WallBreaches } from "./WallBreaches";
import { WallFigures } from "./WallFigures";
import { isStale } from "./wallState";

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
          {new Date(serverNow()).toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" })}
        </span>
        <FullScreen frame={frame} />
      </div>
      <WallFigures wall={wall} time={time} />
      <div className={classes.lower}>
        <WallAgents wall={wall} time={time} />
        <WallBreaches wall={wall} now={serverNow()} />
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
