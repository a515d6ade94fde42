/** `0:07`, `12:34`, `1:02:03`: a clock, for waits and countdowns. Never negative. */
export function clockText(ms: number): string {
  const total = Math.max(0, Math.floor(ms / 1000));
  const seconds = String(total % 60).padStart(2, "0");
  const minutes = Math.floor(total / 60) % 60;
  const hours = Math.floor(total / 3600);
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${seconds}` : `${minutes}:${seconds}`;
}

/** How long ago, short enough for a row: `now`, `5 min`, `3 hr`, `Mar 4`, in the words of the locale. */
export function agoText(at: string, now: number, locale: string): string {
  const minutes = Math.floor((now - Date.parse(at)) / 60_000);
  if (minutes < 1) return new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "narrow" }).format(0, "second");
  const unit = (value: number, name: "minute" | "hour") =>
    value.toLocaleString(locale, { style: "unit", unit: name, unitDisplay: "short" });
  if (minutes < 60) return unit(minutes, "minute");
  if (minutes < 24 * 60) return unit(Math.floor(minutes / 60), "hour");
  return new Date(at).toLocaleDateString(locale, { month: "short", day: "numeric" });
}

/** The same as a sentence has it: `now`, `5 min ago`, `3 hr ago`, `Mar 4`. */
export function sinceText(at: string, now: number, locale: string): string {
  const minutes = Math.floor((now - Date.parse(at)) / 60_000);
  if (minutes < 1 || minutes >= 24 * 60) return agoText(at, now, locale);
  const relative = new Intl.RelativeTimeFormat(locale, { style: "short" });
  return minutes < 60 ? relative.format(-minutes, "minute") : relative.format(-Math.floor(minutes / 60), "hour");
}

export const timeText = (at: string, locale: string): string =>
  new Date(at).toLocaleTimeString(locale, { timeStyle: "short" });

export const dateTimeText = (at: string, locale: string): string =>
  new Date(at).toLocaleString(locale, { dateStyle: "medium", timeStyle: "short" });
