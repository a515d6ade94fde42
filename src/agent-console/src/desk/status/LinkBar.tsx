import { Button } from "@mantine/core";
import { IconPlugConnectedX } from "@tabler/icons-react";
import { useCallback, useEffect, useState } from "react";
import { announce } from "../../app/announce";
import { toastError } from "../../app/errors";
import { useI18n } from "../../app/i18n";
import { useDesk, useLive, useNews } from "../live/LiveProvider";
import classes from "./LinkBar.module.css";

const goodNewsMs = 5_000;

/** One calm line while the connection is away: what still works, and when the next try is. On return: what was caught up. */
export function LinkBar() {
  const { t } = useI18n();
  const { live, actions } = useLive();
  const link = useDesk((state) => state.link);
  const retryAt = useDesk((state) => state.retryAt);
  const blocked = useDesk((state) => state.status.activity === "not_responding" && state.status.status === "available");
  const [caughtUp, setCaughtUp] = useState<number | null>(null);

  useNews(
    "caughtUp",
    useCallback(
      ({ messages }) => {
        setCaughtUp(messages);
        announce(messages ? t("desk.link.caughtUp", { n: messages }) : t("desk.link.caughtUp.none"));
      },
      [t],
    ),
  );
  useEffect(() => {
    if (caughtUp === null) return;
    const timer = setTimeout(() => setCaughtUp(null), goodNewsMs);
    return () => clearTimeout(timer);
  }, [caughtUp]);

  if (link === "offline") {
    return (
      <div className={classes.bar} data-kind="lost" role="status">
        <IconPlugConnectedX size={17} aria-hidden="true" />
        <span className={classes.text}>
          <span>{t("desk.link.offline")}</span>
          <RetryCountdown retryAt={retryAt} />
        </span>
        <Button className={classes.button} size="compact-xs" variant="default" onClick={() => live.hub.retryNow()}>
          {t("desk.link.retryNow")}
        </Button>
      </div>
    );
  }
  if (blocked) {
    return (
      <div className={classes.bar} data-kind="lost" role="status">
        <span className={classes.text}>{t("desk.status.notResponding")}</span>
        <Button
          className={classes.button}
          size="compact-xs"
          onClick={() => void actions.setStatus("available").catch((error) => toastError(t, error))}
        >
          {t("desk.status.notResponding.button")}
        </Button>
      </div>
    );
  }
  if (caughtUp === null) return null;
  return (
    <div className={classes.bar} data-kind="good" role="status">
      {caughtUp ? t("desk.link.caughtUp", { n: caughtUp }) : t("desk.link.caughtUp.none")}
    </div>
  );
}

function RetryCountdown({ retryAt }: { retryAt: number | null }) {
  const { t } = useI18n();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  const seconds = retryAt ? Math.ceil((retryAt - now) / 1000) : 0;
  return (
    <span className={classes.retry} aria-hidden="true">
      {seconds > 0 ? t("desk.link.retryIn", { n: seconds }) : t("desk.link.retrying")}
    </span>
  );
}
