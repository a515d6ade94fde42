import { type AgentHubEvents, HubLink, type LinkEvents, type LinkState } from "@chatservice/client";
import { TolerantMessagePack } from "./tolerantProtocol";

/** What the desk needs of a connection; the tests give it a scripted one. */
export interface AgentHub {
  readonly state: LinkState;
  readonly retryAt: number | null;
  on<K extends keyof AgentHubEvents & string>(event: K, handler: (value: AgentHubEvents[K]) => void): () => void;
  watch<K extends keyof LinkEvents>(event: K, handler: (value: LinkEvents[K]) => void): () => void;
  start(): void;
  stop(): Promise<void>;
  retryNow(): void;
  invoke<TAnswer>(method: string, argument: object): Promise<TAnswer>;
}

export function openAgentHub(): AgentHub {
  return new HubLink<AgentHubEvents>({
    url: "/hubs/agent",
    withCredentials: true,
    protocol: new TolerantMessagePack(),
    // Well within the grace period (15 s), in which conversations stay with an agent who was cut off.
    backoff: { capMs: 5_000 },
  });
}
