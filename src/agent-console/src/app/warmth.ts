import type { SlaState } from "@chatservice/client";

export type Warmth = "calm" | "warm" | "hot" | "over";

/** How much of the target is used up: 0 at the start, 1 at the due time, more after it. */
export function spent(sla: Pick<SlaState, "dueAt" | "targetSeconds">, now: number): number {
  const left = Date.parse(sla.dueAt) - now;
  const target = Math.max(1, sla.targetSeconds) * 1000;
  return Math.max(0, 1 - left / target);
}

/** Calm, amber from half of the target, red in its last quarter, deep red from the due time on (or once the server said so). */
export function warmth(
  sla: Pick<SlaState, "dueAt" | "targetSeconds" | "breached"> | null | undefined,
  now: number,
): Warmth {
  if (!sla) return "calm";
  const used = spent(sla, now);
  if (sla.breached || used >= 1) return "over";
  if (used >= 0.75) return "hot";
  return used >= 0.5 ? "warm" : "calm";
}
