import type { Agent } from "../wire";

/** What becomes of the members whom a deleted team leaves without work: "nothing", "all", or the id of another team. */
export type Fate = string;

/** Members with no other team, no inbox of their own, and no word that they serve all. */
export function leaversOf(teamId: string, agents: readonly Agent[]): Agent[] {
  return agents.filter(
    ({ disabled, servesAll, teamIds, inboxIds, role }) =>
      !disabled &&
      !servesAll &&
      role === "agent" &&
      inboxIds.length === 0 &&
      teamIds.length === 1 &&
      teamIds[0] === teamId,
  );
}

export function fateQuery(fate: Fate): string {
  if (fate === "nothing") return "";
  return fate === "all" ? "?serveAll=true" : `?moveTo=${fate}`;
}
