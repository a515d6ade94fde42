import type { Bucket } from "./wire";

/** No figure: no data, said so everywhere in the same way. */
export const noFigure = "–";

/** 0.8667 → `86.7 %` in the way of the language. Never rounded up to a full hundred, nor down to nothing. */
export function percent(locale: string, ratio: number | null | undefined): string {
  if (ratio === null || ratio === undefined || !Number.isFinite(ratio)) return noFigure;
  const rounded = Math.round(ratio * 1000) / 1000;
  const honest = rounded >= 1 && ratio < 1 ? 0.999 : rounded <= 0 && ratio > 0 ? 0.001 : rounded;
  return honest.toLocaleString(locale, { style: "percent", maximumFractionDigits: 1 });
}

/** 8.42 → `8.4`, 75 → `1:15`, 3725 → `1:02:05`. */
export function duration(locale: string, seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return noFigure;
  if (seconds < 60) {
    const shown = Math.min(59.9, seconds);
    const unit = locale.startsWith("zh") ? "秒" : "s";
    return `${shown.toLocaleString(locale, { maximumFractionDigits: 1 })} ${unit}`;
  }
  return clock(seconds);
}

/** `0:07`, `12:30`, `1:02:05`: for what is ticking. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (n: number) => String(n).padStart(2, "0");
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** How long something has been so, as it is read from afar: `12 min`, `3 hr`. Empty below a minute. */
export function spanText(locale: string, ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return "";
  const [value, unit] = minutes < 60 ? [minutes, "minute"] : [Math.floor(minutes / 60), "hour"];
  return value.toLocaleString(locale, { style: "unit", unit, unitDisplay: "short" });
}

export interface Share extends Bucket {
  /** Of all; 0 when there are none. */
  share: number;
}

export function shares(buckets: readonly Bucket[]): Share[] {
  const all = buckets.reduce((sum, bucket) => sum + bucket.count, 0);
  return buckets.map((bucket) => ({ ...bucket, share: all === 0 ? 0 : bucket.count / all }));
}

/** Whether a bucket lies within so many seconds: by the upper end in its label (`21-30`). */
export function isWithin(label: string, seconds: number): boolean {
  const upper = /^\D*\d+\s*[-–]\s*(\d+)/.exec(label)?.[1];
  return upper !== undefined && Number(upper) <= seconds;
}

export type Verdict = "none" | "few" | "good" | "near" | "bad";

/** Below so many samples a ratio is chance: it is shown with its n, and praises and blames nobody. */
export const fewSamples = 5;

const nearBy = 0.05;

/** Against a target: reached, at most five points below, or worse; `few` when it rests on too few samples to say. */
export function verdict(ratio: number | null | undefined, target: number, samples?: number): Verdict {
  if (ratio === null || ratio === undefined) return "none";
  if (samples !== undefined && samples < fewSamples) return "few";
  return ratio >= target ? "good" : ratio >= target - nearBy ? "near" : "bad";
}
