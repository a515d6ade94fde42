/** Periods are whole days of the browser's time zone; `to` is where the period ends, not included. */
export const periodNames = ["today", "7d", "30d", "custom"] as const;
export type PeriodName = (typeof periodNames)[number];

export interface Range {
  from: Date;
  to: Date;
}

function startOfDay(at: Date, days = 0): Date {
  // Through the calendar, not by 24 h: a day of a clock change has 23 or 25.
  return new Date(at.getFullYear(), at.getMonth(), at.getDate() + days);
}

export function rangeOf(name: Exclude<PeriodName, "custom">, now: Date): Range {
  const back = { today: 0, "7d": -6, "30d": -29 }[name];
  return { from: startOfDay(now, back), to: startOfDay(now, 1) };
}

/** From two `yyyy-mm-dd`, the last day included. Null when one is missing or they are the wrong way round. */
export function customRange(first: string, last: string): Range | null {
  const from = parseDay(first);
  const to = parseDay(last);
  return from && to && from <= to ? { from, to: startOfDay(to, 1) } : null;
}

function parseDay(text: string): Date | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return null;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const at = new Date(year, month - 1, day);
  return at.getMonth() === month - 1 && at.getDate() === day ? at : null;
}

export function dayText(at: Date): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
