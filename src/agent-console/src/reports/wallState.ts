import type { Wall, WallAgent } from "./wire";

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

/** The oldest wait goes on between two readings, but not on figures that are stale. */
export function oldestWait(wall: Wall, time: WallTime): number | null {
  if (wall.oldestWaitSeconds === null || wall.waiting === 0) return null;
  const passed = Math.max(0, time.now - time.readAt);
  return wall.oldestWaitSeconds + Math.min(passed, limit(time)) / 1000;
}

export type Heat = "calm" | "warm" | "hot" | "over";

/** Like a row of the queue: amber at half the target, red in the last quarter, deep red after. */
export function heat(seconds: number | null, target: number): Heat {
  if (seconds === null) return "calm";
  if (seconds >= target) return "over";
  return seconds >= target * 0.75 ? "hot" : seconds >= target / 2 ? "warm" : "calm";
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

export function byState(agents: readonly WallAgent[]): { state: AgentState; agents: WallAgent[] }[] {
  return agentStates
    .map((state) => ({
      state,
      agents: agents.filter((agent) => agentState(agent) === state).sort((a, b) => a.name.localeCompare(b.name)),
    }))
    .filter((group) => group.agents.length > 0);
}
