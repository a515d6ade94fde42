import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, type Page } from "../../app/api";
import { useDesk, useLive } from "../live/LiveProvider";
import type { AgentEntry, TeamRef } from "../live/types";

/** What the dialog says of a colleague: the truth by activity, and not only what was once chosen. */
export type There = "available" | "away" | "not_responding" | "offline" | "disconnected";

export interface Target {
  kind: "agent" | "team";
  id: string;
  name: string;
  /** Null for a team. */
  there: There | null;
  used: number;
  capacity: number;
}

/** Nearest first: who has it at once, who is away, who is not there. */
const order: There[] = ["available", "away", "not_responding", "offline", "disconnected"];

type Seen = Pick<AgentEntry, "status" | "activity" | "notResponding">;

export function thereOf({ status, activity, notResponding }: Seen): There {
  if (status === "offline") return "offline";
  if (activity === "disconnected") return "disconnected";
  if (notResponding || activity === "not_responding") return "not_responding";
  return status === "away" ? "away" : "available";
}

/** The server refuses the others: a customer must not wait behind an empty chair. */
export const mayHave = ({ there }: Target) => there === null || there === "available" || there === "away";

export const isFull = ({ there, used, capacity }: Target) => there !== null && used >= capacity;

export function byPresence(a: Target, b: Target): number {
  const rank = ({ there }: Target) => (there ? order.indexOf(there) : 0);
  return rank(a) - rank(b) || Number(isFull(a)) - Number(isFull(b)) || a.name.localeCompare(b.name);
}

/** Colleagues, who can take it first, and teams. */
export function useTargets(): Target[] {
  const { live } = useLive();
  const presence = useDesk((state) => state.agents);
  const agents = useQuery({
    queryKey: ["agents"],
    queryFn: () => api.get<Page<AgentEntry>>("/api/agents"),
    // Who was there when the list was last read may be gone.
    refetchOnMount: "always",
  });
  const teams = useQuery({ queryKey: ["teams"], queryFn: () => api.get<Page<TeamRef>>("/api/teams") });
  return useMemo(() => {
    const people = (agents.data?.items ?? [])
      .filter((agent) => agent.id !== live.me.id && !agent.disabled)
      .map((agent): Target => {
        const now = { ...agent, ...presence.get(agent.id) };
        const { usedSlots: used, capacity } = now;
        return { kind: "agent", id: agent.id, name: agent.name, there: thereOf(now), used, capacity };
      })
      .sort(byPresence);
    const groups = (teams.data?.items ?? []).map(
      (team): Target => ({ kind: "team", id: team.id, name: team.name, there: null, used: 0, capacity: 0 }),
    );
    const free = people.filter(mayHave);
    return [...free, ...groups, ...people.filter((target) => !mayHave(target))];
  }, [agents.data, teams.data, presence, live]);
}
