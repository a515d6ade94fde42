import type { BusinessHours, Interval, SpecialDay, WeeklyInterval } from "../wire";

export const minutesPerDay = 24 * 60;
export const weekDays = [1, 2, 3, 4, 5, 6, 7] as const;
export const mostIntervals = 12;

/** `9:00`, `09:00`, `0900`, `9` → minutes after midnight; null when it is no time. `24:00` is midnight. */
export function parseTime(text: string): number | null {
  const match = /^\s*(\d{1,2})(?:[:.h]?(\d{2}))?(?::\d{2})?\s*$/.exec(text);
  if (!match) return null;
  const hour = Number(match[1]);
  const minute = Number(match[2] ?? 0);
  if (hour === 24 && minute === 0) return 0;
  return hour < 24 && minute < 60 ? hour * 60 + minute : null;
}

export function timeText(minutes: number): string {
  const within = ((minutes % minutesPerDay) + minutesPerDay) % minutesPerDay;
  return `${String(Math.floor(within / 60)).padStart(2, "0")}:${String(within % 60).padStart(2, "0")}`;
}

export interface Span {
  start: number;
  /** Up to 48 h: what runs over midnight ends on the next day. */
  end: number;
}

/** An end at or before the start is on the next day; 00:00–00:00 is the whole day. Null when a time is missing. */
export function spanOf({ start, end }: Interval): Span | null {
  const from = parseTime(start);
  const to = parseTime(end);
  if (from === null || to === null) return null;
  return { start: from, end: to <= from ? to + minutesPerDay : to };
}

/** The first two of them that overlap, on one day. */
export function overlap(intervals: readonly Interval[]): number | null {
  const spans = intervals.map((interval, index) => ({ index, span: spanOf(interval) }));
  const sorted = spans
    .flatMap(({ index, span }) => (span ? [{ index, ...span }] : []))
    .sort((a, b) => a.start - b.start);
  for (let at = 1; at < sorted.length; at++) {
    const before = sorted[at - 1];
    const one = sorted[at];
    if (before && one && one.start < before.end) return one.index;
  }
  return null;
}

/** What one day shows as open, also what began the evening before: parts of 0…1440. */
export function dayParts(weekly: readonly WeeklyInterval[], day: number): Span[] {
  const yesterday = day === 1 ? 7 : day - 1;
  const own = weekly.filter((item) => item.day === day).flatMap((item) => spanOf(item) ?? []);
  const late = weekly.filter((item) => item.day === yesterday).flatMap((item) => spanOf(item) ?? []);
  return [
    ...late.filter((span) => span.end > minutesPerDay).map((span) => ({ start: 0, end: span.end - minutesPerDay })),
    ...own.map((span) => ({ start: span.start, end: Math.min(span.end, minutesPerDay) })),
  ];
}

/** A new interval of a day: after its last one when there is room, else the usual hours. */
export function nextInterval(intervals: readonly Interval[]): Interval {
  const ends = intervals.flatMap((interval) => spanOf(interval)?.end ?? []);
  const last = Math.max(0, ...ends);
  if (intervals.length === 0) return { start: "09:00", end: "18:00" };
  const start = Math.min(last + 60, minutesPerDay - 60);
  return { start: timeText(start), end: timeText(Math.min(start + 240, minutesPerDay)) };
}

/** The hours of one day put on others. */
export function copyDay(weekly: readonly WeeklyInterval[], from: number, to: readonly number[]): WeeklyInterval[] {
  const source = weekly.filter((item) => item.day === from);
  const kept = weekly.filter((item) => !to.includes(item.day) || item.day === from);
  const copies = to.filter((day) => day !== from).flatMap((day) => source.map((item) => ({ ...item, day })));
  return [...kept, ...copies];
}

export interface LocalTime {
  /** `2026-11-21` */
  date: string;
  /** Monday is 1. */
  day: number;
  minute: number;
}

/** The wall clock of a zone at an instant. Null when the zone is not known here. */
export function localTime(timeZone: string, at: Date): LocalTime | null {
  try {
    const parts = new Intl.DateTimeFormat("en-CA", {
      timeZone,
      calendar: "iso8601",
      numberingSystem: "latn",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    }).formatToParts(at);
    const part = (type: string) => parts.find((item) => item.type === type)?.value ?? "";
    const date = `${part("year")}-${part("month")}-${part("day")}`;
    return { date, day: dayOf(date), minute: Number(part("hour")) * 60 + Number(part("minute")) };
  } catch {
    return null;
  }
}

export function dayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}

export function addDays(date: string, days: number): string {
  const at = new Date(`${date}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

type Hours = Pick<BusinessHours, "weekly" | "special">;

const isClosed = (special: SpecialDay) => special.closed || special.intervals.length === 0;

function begins(hours: Hours, date: string): Span[] {
  const special = hours.special.find((item) => item.date === date);
  const intervals = special
    ? isClosed(special)
      ? []
      : special.intervals
    : hours.weekly.filter((item) => item.day === dayOf(date));
  return intervals.flatMap((interval) => spanOf(interval) ?? []);
}

/** A closed special day also cuts off what began the evening before. */
export function isOpen(hours: Hours, date: string, minute: number): boolean {
  const special = hours.special.find((item) => item.date === date);
  if (special && isClosed(special)) return false;
  if (begins(hours, date).some((span) => span.start <= minute && minute < span.end)) return true;
  return begins(hours, addDays(date, -1)).some((span) => minute < span.end - minutesPerDay);
}

export interface OpenState {
  open: boolean;
  /** The next change on the wall clock of the zone; null when none within two weeks. */
  changes: { date: string; minute: number } | null;
}

const lookAhead = 14;

export function openState(hours: Hours, now: LocalTime): OpenState {
  const open = isOpen(hours, now.date, now.minute);
  for (let ahead = 0; ahead <= lookAhead; ahead++) {
    const date = addDays(now.date, ahead);
    for (const minute of changeMinutes(hours, date)) {
      if (ahead === 0 && minute <= now.minute) continue;
      if (isOpen(hours, date, minute) !== open) return { open, changes: { date, minute } };
    }
  }
  return { open, changes: null };
}

/** The minutes of a date at which anything may begin or end. */
function changeMinutes(hours: Hours, date: string): number[] {
  const own = begins(hours, date).flatMap((span) => [span.start, span.end]);
  const late = begins(hours, addDays(date, -1)).map((span) => span.end - minutesPerDay);
  return [...new Set([0, ...own, ...late])]
    .filter((minute) => minute >= 0 && minute < minutesPerDay)
    .sort((a, b) => a - b);
}
