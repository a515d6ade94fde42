import type {
  AgentActivity,
  AgentAlert,
  AgentHubEvents,
  AgentPresence,
  AgentStatus,
  LinkState,
  SlaBreached,
  SlaWarning,
} from "@chatservice/client";
import type { Mode } from "./drafts";
import type { Offers } from "./offers";
import type { RowMap } from "./rows";

export interface Typing {
  name: string;
  preview: string | null;
}

export interface DeskState {
  link: LinkState;
  /** When the next attempt to connect begins (this computer's clock), while waiting for one. */
  retryAt: number | null;
  /** False until the lists have been read once. */
  loaded: boolean;
  /** The lists could not be read; connection or server. */
  loadFailed: boolean;
  rows: RowMap;
  nextCursor: string | null;
  offers: Offers;
  /** Declined a moment ago: may still be taken back. */
  declined: { conversationId: string; name: string } | null;
  /** Asked for by this agent and not answered yet: what is typed meanwhile is already a reply. */
  taking: ReadonlySet<string>;
  agents: ReadonlyMap<string, AgentPresence>;
  typing: ReadonlyMap<string, Typing>;
  /** Why the last message of a conversation was refused, and in which draft its text is back. */
  refusals: ReadonlyMap<string, { code: string; mode: Mode }>;
  status: { status: AgentStatus; reason: string | null; activity: AgentActivity | string };
}

/** Things that happen once and are told, not kept: sounds, toasts, screen-reader lines. */
export interface DeskNews {
  offer: { offerId: string; conversationId: string };
  offerEnded: { offerId: string; conversationId: string; name: string; outcome: string };
  message: { conversationId: string; name: string; text: string };
  /** Connected again: how many messages came meanwhile. */
  caughtUp: { messages: number };
  warning: SlaWarning;
  breached: SlaBreached;
  alert: AgentAlert;
  refused: { conversationId: string; code: string };
  /** This agent has asked for an end (close, transfer). */
  ending: { conversationId: string };
  failed: { error: unknown };
  mentioned: AgentHubEvents["Mentioned"];
  /** A colleague has handed this one over to me. */
  handedOver: { conversationId: string; from: string; note: string };
  ended: { code: string };
}

export const withEntry = <K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> =>
  new Map(map).set(key, value);

export function without<K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> {
  if (!map.has(key)) return map;
  const next = new Map(map);
  next.delete(key);
  return next;
}
