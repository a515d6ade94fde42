import { useQuery } from "@tanstack/react-query";
import { api } from "../../app/api";

export interface Sighting {
  origin: string;
  seenAt: string;
}

/** Whoever pastes the code looks here a moment later. */
const againMs = 10_000;

/** Websites on which the widget of an inbox has opened a session. */
export function useSightings(inboxId: string | null) {
  return useQuery({
    queryKey: ["sightings", inboxId],
    queryFn: async ({ signal }) =>
      (await api.get<{ items: Sighting[] }>(`/api/inboxes/${inboxId}/sightings`, {}, signal)).items,
    enabled: inboxId !== null,
    refetchInterval: againMs,
  });
}

/** Our own pages (the demo) prove nothing about the customer's website. */
export const elsewhere = (sightings: Sighting[] | undefined, own = location.origin): Sighting[] =>
  (sightings ?? []).filter((sighting) => sighting.origin !== own);
