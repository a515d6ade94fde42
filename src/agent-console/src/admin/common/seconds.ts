import type { Translate } from "../../app/i18n";

/** `45 s`, `2 min`, `1 min 30 s`, `1 h 30 min`, in the reader's words. */
export function secondsText(t: Translate, seconds: number): string {
  const sign = seconds < 0 ? "−" : "";
  let rest = Math.abs(Math.round(seconds));
  const parts: string[] = [];
  for (const [size, key] of [
    [86400, "admin.unit.d"],
    [3600, "admin.unit.h"],
    [60, "admin.unit.min"],
    [1, "admin.unit.s"],
  ] as const) {
    const n = Math.floor(rest / size);
    rest -= n * size;
    if (n > 0) parts.push(t(key, { n }));
  }
  return sign + (parts.slice(0, 2).join(" ") || t("admin.unit.s", { n: 0 }));
}
