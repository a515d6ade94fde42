/** 2024-01-01 was a Monday. */
export function dayName(locale: string, day: number, style: "long" | "short" = "long"): string {
  return new Date(Date.UTC(2024, 0, day)).toLocaleDateString(locale, { weekday: style, timeZone: "UTC" });
}
