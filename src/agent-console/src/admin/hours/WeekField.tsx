import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import { IconCopy, IconPlus } from "@tabler/icons-react";
import { useI18n } from "../../app/i18n";
import type { WeeklyInterval } from "../wire";
import { dayName } from "./days";
import classes from "./Hours.module.css";
import { IntervalsField } from "./IntervalsField";
import { copyDay, dayParts, minutesPerDay, mostIntervals, nextInterval, weekDays } from "./intervals";

interface Props {
  weekly: WeeklyInterval[];
  onChange(weekly: WeeklyInterval[]): void;
  error(path: string): string | undefined;
}

/** Seven days with their hours; each bar is a day from midnight to midnight. */
export function WeekField({ weekly, onChange, error }: Props) {
  const { t, locale } = useI18n();
  return (
    <div>
      {weekDays.map((day) => {
        const name = dayName(locale, day);
        const own = weekly.filter((item) => item.day === day);
        const replace = (intervals: { start: string; end: string }[]) =>
          onChange([...weekly.filter((item) => item.day !== day), ...intervals.map((item) => ({ ...item, day }))]);
        return (
          <fieldset key={day} className={classes.day} aria-label={name}>
            <div className={classes.dayName}>{name}</div>
            <div className={classes.intervals}>
              {own.length === 0 && <div className={classes.closed}>{t("admin.hours.closed")}</div>}
              <IntervalsField label={name} value={own} onChange={replace} error={error(`weekly.${day}`)} />
            </div>
            <ActionIcon.Group>
              <Tooltip label={t("admin.hours.addInterval")}>
                <ActionIcon
                  variant="default"
                  size={32}
                  disabled={own.length >= mostIntervals}
                  aria-label={t("admin.hours.addIntervalTo", { day: name })}
                  onClick={() => replace([...own, nextInterval(own)])}
                >
                  <IconPlus size={16} />
                </ActionIcon>
              </Tooltip>
              <Menu position="bottom-end">
                <Menu.Target>
                  <ActionIcon variant="default" size={32} aria-label={t("admin.hours.copyDay", { day: name })}>
                    <IconCopy size={16} />
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item onClick={() => onChange(copyDay(weekly, day, [1, 2, 3, 4, 5]))}>
                    {t("admin.hours.copyWorkdays")}
                  </Menu.Item>
                  <Menu.Item onClick={() => onChange(copyDay(weekly, day, weekDays))}>
                    {t("admin.hours.copyAll")}
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
            </ActionIcon.Group>
            <div className={classes.bar} aria-hidden>
              {dayParts(weekly, day).map((part) => (
                <span
                  key={`${part.start} ${part.end}`}
                  className={classes.part}
                  style={{
                    insetInlineStart: `${(part.start / minutesPerDay) * 100}%`,
                    width: `${((part.end - part.start) / minutesPerDay) * 100}%`,
                  }}
                />
              ))}
            </div>
          </fieldset>
        );
      })}
    </div>
  );
}
