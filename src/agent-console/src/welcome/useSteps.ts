import { useQuery } from "@tanstack/react-query";
import { elsewhere, useSightings } from "../admin/inboxes/sightings";
import type { Agent, Inbox } from "../admin/wire";
import { useNotificationsOn } from "../app/alertSettings";
import { api, type Page } from "../app/api";
import { hasRole, useMe } from "../app/session";
import { useDesk } from "../desk/live/LiveProvider";

export type StepName = "available" | "notifications" | "demo" | "invite" | "install";

export interface Step {
  name: StepName;
  done: boolean;
}

const demoKey = "demo";

/** The first steps of this agent's role, and which are done. Null while it is not known. */
export function useSteps(shown: boolean): { steps: Step[]; inboxId: string | null } | null {
  const me = useMe();
  const admin = hasRole(me, "admin");
  const status = useDesk((state) => state.status);
  const notified = useNotificationsOn();
  const inboxes = useItems<Inbox>("/api/inboxes", shown && admin);
  const agents = useItems<Agent>("/api/agents", shown && admin);
  const inbox =
    inboxes.data?.find((item) => item.enabled && item.key !== demoKey) ?? inboxes.data?.find((i) => i.enabled);
  const sightings = useSightings(shown && admin && inbox ? inbox.id : null);
  if (!shown || (admin && !(inboxes.data && agents.data))) return null;

  const seen = sightings.data ?? [];
  const steps: Step[] = [
    { name: "available", done: status.status === "available" },
    { name: "notifications", done: notified },
  ];
  if (admin) {
    if (inboxes.data?.some((item) => item.key === demoKey && item.enabled)) {
      steps.push({ name: "demo", done: seen.some((sighting) => sighting.origin === location.origin) });
    }
    steps.push({ name: "invite", done: (agents.data ?? []).filter((agent) => !agent.disabled).length > 1 });
    steps.push({ name: "install", done: elsewhere(seen).length > 0 });
  }
  return { steps, inboxId: inbox?.id ?? null };
}

function useItems<T>(path: string, enabled: boolean) {
  return useQuery({
    queryKey: ["welcome", path],
    queryFn: async ({ signal }) => (await api.get<Page<T>>(path, {}, signal)).items,
    enabled,
  });
}
