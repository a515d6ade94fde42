import { Indicator, Popover, Tooltip, UnstyledButton } from "@mantine/core";
import {
  IconAlertOctagonFilled,
  IconArrowForwardUp,
  IconAt,
  IconBell,
  IconClockExclamation,
  IconPhoneOff,
  IconUserShare,
  IconUserStar,
} from "@tabler/icons-react";
import { useState, useSyncExternalStore } from "react";
import { Link } from "wouter";
import { useI18n } from "../../app/i18n";
import { agoText } from "../durations";
import { useNow } from "../live/clock";
import { useLive } from "../live/LiveProvider";
import classes from "./AlertTray.module.css";
import type { Alert, AlertKind } from "./alertLog";
import { alertText } from "./alertText";

const icons: Record<AlertKind, typeof IconBell> = {
  warned: IconClockExclamation,
  breached: IconAlertOctagonFilled,
  missed: IconPhoneOff,
  taken: IconUserShare,
  status: IconUserStar,
  mention: IconAt,
  handover: IconArrowForwardUp,
};

/** What was told while nobody looked: warnings, missed targets, missed offers, mentions, hand-overs, what a supervisor did. Each opens its conversation. */
export function AlertTray() {
  const { t } = useI18n();
  const { alerts: log } = useLive();
  const alerts = useSyncExternalStore(log.subscribe, log.get);
  const [open, setOpen] = useState(false);
  const unread = alerts.filter((one) => !one.read).length;
  const change = (next: boolean) => {
    // What was looked at is read when the tray closes: until then one sees which ones are new.
    if (!next) log.readAll();
    setOpen(next);
  };
  const label = unread > 0 ? t("desk.alerts.unread", { n: unread }) : t("desk.alerts.title");
  return (
    <Popover opened={open} onChange={change} position="right-end" width={340} shadow="lg" trapFocus withRoles={false}>
      <Popover.Target>
        <Tooltip label={label} position="right" disabled={open}>
          <UnstyledButton
            className={classes.bell}
            aria-label={label}
            aria-expanded={open}
            aria-haspopup="dialog"
            onClick={() => change(!open)}
          >
            <Indicator label={unread > 99 ? "99+" : unread} size={16} disabled={unread === 0} color="red" offset={2}>
              <IconBell size={21} stroke={1.7} aria-hidden="true" />
            </Indicator>
          </UnstyledButton>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p={0} role="dialog" aria-label={t("desk.alerts.title")}>
        <div className={classes.head}>
          <h2>{t("desk.alerts.title")}</h2>
          {alerts.length > 0 && (
            <UnstyledButton className={classes.clear} onClick={() => log.clear()}>
              {t("desk.alerts.clear")}
            </UnstyledButton>
          )}
        </div>
        {alerts.length === 0 && <p className={classes.none}>{t("desk.alerts.none")}</p>}
        <ul className={classes.list}>
          {alerts.map((alert) => (
            <AlertLine key={alert.id} alert={alert} onOpen={() => change(false)} />
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}

function AlertLine({ alert, onOpen }: { alert: Alert; onOpen(): void }) {
  const { t, tag: locale } = useI18n();
  const now = useNow();
  const Icon = icons[alert.kind];
  const line = (
    <>
      <Icon size={17} className={classes.icon} data-kind={alert.kind} aria-hidden="true" />
      <span className={classes.text}>{alertText(t, alert)}</span>
      <time dateTime={new Date(alert.at).toISOString()}>{agoText(new Date(alert.at).toISOString(), now, locale)}</time>
    </>
  );
  return (
    <li>
      {alert.conversationId ? (
        <Link
          href={`/c/${alert.conversationId}`}
          className={classes.line}
          data-unread={!alert.read || undefined}
          onClick={onOpen}
        >
          {line}
        </Link>
      ) : (
        <span className={classes.line} data-unread={!alert.read || undefined}>
          {line}
        </span>
      )}
    </li>
  );
}
