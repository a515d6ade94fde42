import { useEffect, useState } from "react";
import { useI18n } from "../../app/i18n";
import { dayName } from "./days";
import classes from "./Hours.module.css";
import type { HoursValues } from "./hoursForm";
import { dayOf, localTime, openState, timeText } from "./intervals";

const lookEveryMs = 10_000;

/** Open or closed at this moment, by the hours as they are typed. */
export function OpenNow({ values }: { values: HoursValues }) {
  const { t, locale } = useI18n();
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), lookEveryMs);
    return () => clearInterval(timer);
  }, []);
  const local = localTime(values.timeZone, now);
  if (!local) return null;
  const { open, changes } = openState(values, local);
  const when = changes && {
    day: changes.date === local.date ? "" : dayName(locale, dayOf(changes.date)),
    time: timeText(changes.minute),
  };
  return (
    <div className={classes.state} role="status">
      <span className={classes.dot} data-open={open} />
      <div>
        <b>{t(open ? "admin.hours.openNow" : "admin.hours.closedNow")}</b>{" "}
        {when
          ? t(open ? "admin.hours.until" : "admin.hours.opens", { when: `${when.day} ${when.time}`.trim() })
          : t("admin.hours.noChange")}
        <div style={{ color: "var(--c-muted)" }}>
          {t("admin.hours.localTime", {
            when: `${dayName(locale, local.day)} ${timeText(local.minute)}`,
            zone: values.timeZone,
          })}
        </div>
      </div>
    </div>
  );
}
