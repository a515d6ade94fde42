import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, type Page } from "../../app/api";
import { useMe } from "../../app/session";
import type { AgentEntry } from "../live/types";

/** Those who can be named in a note: everybody else who works here. */
export function useColleagues(enabled = true): AgentEntry[] {
  const me = useMe();
  const agents = useQuery({
    queryKey: ["agents"],
    queryFn: () => api.get<Page<AgentEntry>>("/api/agents"),
    staleTime: 60_000,
    enabled,
  });
  return useMemo(
    () => (agents.data?.items ?? []).filter((agent) => agent.id !== me.id && !agent.disabled),
    [agents.data, me.id],
  );
}
