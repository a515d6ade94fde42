import type { Translate } from "../../app/i18n";
import { checks } from "../common/checks";
import type { Errors } from "../common/errors";
import type { BusinessHours, Interval, SpecialDay, WeeklyInterval } from "../wire";
import { overlap, parseTime, timeText, weekDays } from "./intervals";

export interface HoursValues {
  name: string;
  timeZone: string;
  weekly: WeeklyInterval[];
  special: SpecialDay[];
}

const usual: WeeklyInterval[] = [1, 2, 3, 4, 5].map((day) => ({ day, start: "09:00", end: "18:00" }));

export function readHours(hours: BusinessHours | null): HoursValues {
  return {
    name: hours?.name ?? "",
    timeZone: hours?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone ?? "UTC",
    weekly: hours?.weekly ?? usual,
    special: [...(hours?.special ?? [])].sort((a, b) => (a.date < b.date ? -1 : 1)),
  };
}

const clean = ({ start, end }: Interval): Interval => ({
  start: timeText(parseTime(start) ?? 0),
  end: timeText(parseTime(end) ?? 0),
});

export function hoursBody(values: HoursValues) {
  return {
    ...values,
    name: values.name.trim(),
    weekly: values.weekly
      .map((item) => ({ day: item.day, ...clean(item) }))
      .sort((a, b) => a.day - b.day || (a.start < b.start ? -1 : 1)),
    special: values.special.map((item) => ({
      ...item,
      name: item.name?.trim() || null,
      intervals: item.closed ? [] : item.intervals.map(clean),
    })),
  };
}

/** Every zone this browser knows, and the one in use. */
export function timeZones(inUse: string): string[] {
  const known = typeof Intl.supportedValuesOf === "function" ? Intl.supportedValuesOf("timeZone") : [];
  return [...new Set([...known, "UTC", inUse])].filter(Boolean).sort();
}

export function validateHours(t: Translate, values: HoursValues): Errors {
  const check = checks(t);
  check.name("name", values.name, 100);
  check.required("timeZone", values.timeZone);
  for (const day of weekDays) {
    checkIntervals(
      t,
      check.add,
      `weekly.${day}`,
      values.weekly.filter((item) => item.day === day),
    );
  }
  const dates = new Set<string>();
  values.special.forEach((item, index) => {
    const path = `special.${index}`;
    if (!/^\d{4}-\d{2}-\d{2}$/.test(item.date)) check.add(`${path}.date`, t("admin.check.date"));
    else if (dates.has(item.date)) check.add(`${path}.date`, t("admin.hours.dateTwice"));
    dates.add(item.date);
    if (!item.closed) {
      if (item.intervals.length === 0) check.add(`${path}.intervals`, t("admin.hours.noIntervals"));
      checkIntervals(t, check.add, `${path}.intervals`, item.intervals);
    }
  });
  return check.errors;
}

function checkIntervals(
  t: Translate,
  add: (path: string, text: string) => void,
  path: string,
  intervals: readonly Interval[],
) {
  if (intervals.some(({ start, end }) => parseTime(start) === null || parseTime(end) === null)) {
    add(path, t("admin.hours.timeMissing"));
  } else if (overlap(intervals) !== null) add(path, t("admin.hours.overlap"));
}
