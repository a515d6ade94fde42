import { warmth } from "../app/warmth";
import type { Wall, WallAgent, WallWait, WallWaiting } from "./wire";

/**
 * Older than this the wall says so: it is read from four metres, and nobody there sees a spinner. While events come in, figures that
 * nothing has moved are true for as long as the slow clock confirms them.
 */
export const staleAfterMs = { live: 45_000, blind: 6_000 };

export interface WallTime {
  /** Now, on this machine's clock, like the next. */
  now: number;
  readAt: number;
  /** Events are coming in. */
  live: boolean;
}

const limit = ({ live }: WallTime) => (live ? staleAfterMs.live : staleAfterMs.blind);

export const isStale = (time: WallTime) => time.now - time.readAt > limit(time);

/** An age goes on between two readings, but not on figures that are stale. */
export function ageNow(seconds: number, time: WallTime): number {
  const passed = Math.max(0, time.now - time.readAt);
  return seconds + Math.min(passed, limit(time)) / 1000;
}

export function oldestWait(wall: Pick<Wall, "waiting" | "oldestWaitSeconds">, time: WallTime): number | null {
  return wall.oldestWaitSeconds === null || wall.waiting === 0 ? null : ageNow(wall.oldestWaitSeconds, time);
}

export type Heat = "calm" | "warm" | "hot" | "over";

/** Like a row of the queue: amber at half the target, red in the last quarter, deep red after. */
export function heat(seconds: number | null, target: number): Heat {
  if (seconds === null) return "calm";
  if (seconds >= target) return "over";
  return seconds >= target * 0.75 ? "hot" : seconds >= target / 2 ? "warm" : "calm";
}

/** The colour of a customer's row: by its clock, or by the promise where it has none. */
export function waitHeat(wait: WallWait, seconds: number, now: number, target: number): Heat {
  const { dueAt, targetSeconds, breached } = wait;
  if (dueAt && targetSeconds) return warmth({ dueAt, targetSeconds, breached }, now);
  return breached ? "over" : heat(seconds, target);
}

const heats: Heat[] = ["calm", "warm", "hot", "over"];

/** The worst of several places: one clock that has run out is enough. */
export function worstHeat(places: readonly WallWaiting[], time: WallTime, now: number, target: number): Heat {
  const each = places.map(({ overdue, oldest, oldestSeconds }) => {
    if (overdue > 0) return 3;
    return oldest ? heats.indexOf(waitHeat(oldest, ageNow(oldestSeconds ?? 0, time), now, target)) : 0;
  });
  return heats[Math.max(0, ...each)] ?? "calm";
}

export const agentStates = ["idle", "offered", "on_contact", "wrap_up", "not_responding", "away", "offline"] as const;
export type AgentState = (typeof agentStates)[number];

/** One word per agent: what was chosen says it unless the agent is available; then what is being done does. */
export function agentState(agent: WallAgent): AgentState {
  if (agent.activity === "not_responding" && agent.status === "available") return "not_responding";
  if (agent.status === "offline" || agent.activity === "disconnected") return "offline";
  if (["offered", "on_contact", "wrap_up"].includes(agent.activity)) return agent.activity as AgentState;
  return agent.status === "away" ? "away" : "idle";
}

/** Since when it is so: free since the last work, away since it was chosen. Null: unknown, or the clock of a customer says more. */
export function stateSince(agent: WallAgent, state: AgentState): string | null {
  if (state === "idle") return agent.idleSince ?? null;
  return state === "away" ? (agent.statusSince ?? null) : null;
}

export function byState(agents: readonly WallAgent[]): { state: AgentState; agents: WallAgent[] }[] {
  return agentStates
    .map((state) => ({
      state,
      agents: agents.filter((agent) => agentState(agent) === state).sort((a, b) => a.name.localeCompare(b.name)),
    }))
    .filter((group) => group.agents.length > 0);
}
