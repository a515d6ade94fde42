/** Which messages are searched; null: all. Days are of the reader's calendar, `2026-11-28`, both included. */
export interface SearchFilters {
  inbox: string | null;
  agent: string | null;
  state: string | null;
  from: string | null;
  to: string | null;
  /** Automatic replies, too; null: only what people wrote. */
  automatic: "true" | null;
}

export const noFilters: SearchFilters = {
  inbox: null,
  agent: null,
  state: null,
  from: null,
  to: null,
  automatic: null,
};

export const searchStates = ["queued", "active", "waiting_customer", "wrap_up", "closed"] as const;

export const filterCount = (filters: SearchFilters): number =>
  Object.values(filters).filter((value) => value !== null).length;

/** Midnight at which a day begins here; null for what is no day. */
function midnight(day: string | null, later = 0): string | null {
  const [year, month, date] = (day ?? "").split("-").map(Number);
  if (!year || !month || !date) return null;
  return new Date(year, month - 1, date + later).toISOString();
}

/** What the server is asked. Its `to` is the first moment that is not searched any more. */
export const toSearchQuery = ({ inbox, agent, state, from, to, automatic }: SearchFilters) => ({
  inboxId: inbox,
  agentId: agent,
  state,
  from: midnight(from),
  to: midnight(to, 1),
  automatic,
});
