import type { AgentHubEvents, ConversationRow, LinkEvents, LinkState, Message, OfferMade } from "@chatservice/client";
import type { Page } from "../src/app/api";
import type { Me } from "../src/app/session";
import type { AgentHub } from "../src/desk/live/hub";

export const start = Date.parse("2026-11-21T08:00:00Z");
export const at = (seconds: number) => new Date(start + seconds * 1000).toISOString();

export const me: Me = {
  id: "anna",
  email: "anna@example.com",
  name: "Anna",
  role: "agent",
  locale: "en",
  status: "available",
  reason: null,
  activity: "idle",
  capacity: 4,
  teamIds: [],
  inboxIds: [],
};

export function row(id: string, change: Partial<ConversationRow> = {}): ConversationRow {
  return {
    conversationId: id,
    inboxId: "inbox",
    inboxName: "Shop",
    channel: "web",
    contact: { id: `contact-${id}`, name: `Contact ${id}`, locale: "en", verified: false },
    state: "active",
    priority: "P2",
    assignee: { id: me.id, name: me.name },
    teamId: null,
    lastSeq: 0,
    readSeq: 0,
    visitorReadSeq: 0,
    unread: 0,
    lastMessage: null,
    awaitingSince: null,
    queuedAt: null,
    createdAt: at(0),
    closedAt: null,
    wrapUpUntil: null,
    resolution: null,
    locale: "en",
    page: null,
    tags: [],
    sla: null,
    callback: null,
    rating: null,
    version: 1,
    ...change,
  };
}

export const queued = (id: string, change: Partial<ConversationRow> = {}) =>
  row(id, { state: "queued", assignee: null, queuedAt: at(0), awaitingSince: at(0), ...change });

export function message(conversationId: string, seq: number, change: Partial<Message> = {}): Message {
  return {
    conversationId,
    seq,
    messageId: `${conversationId}-${seq}`,
    clientMessageId: `client-${conversationId}-${seq}`,
    sender: { kind: "visitor", id: "visitor", name: "Lin" },
    kind: "text",
    text: `line ${seq}`,
    attachments: [],
    createdAt: at(seq),
    ...change,
  };
}

export function offer(offerId: string, change: Partial<OfferMade> = {}): OfferMade {
  return {
    offerId,
    conversationId: "q1",
    expiresAt: at(8),
    serverTime: at(0),
    reason: { comparator: "LastAgent", ring: 0, freeSlots: 3, capacity: 4, waitedSeconds: 2 },
    conversation: queued("q1"),
    ...change,
  };
}

export const page = <T>(items: T[], nextCursor: string | null = null): Page<T> => ({ items, nextCursor });

type Answer = (argument: Record<string, unknown>) => unknown;

/** A connection that does what the test says. */
export class ScriptedHub implements AgentHub {
  state: LinkState = "connecting";
  retryAt: number | null = null;
  readonly calls: [string, Record<string, unknown>][] = [];
  readonly answers = new Map<string, Answer>();
  readonly #handlers = new Map<string, Set<(value: never) => void>>();

  on<K extends keyof AgentHubEvents & string>(event: K, handler: (value: AgentHubEvents[K]) => void): () => void {
    return this.#listen(event, handler);
  }

  watch<K extends keyof LinkEvents>(event: K, handler: (value: LinkEvents[K]) => void): () => void {
    return this.#listen(`link ${event}`, handler);
  }

  start(): void {}

  stop(): Promise<void> {
    return Promise.resolve();
  }

  retryNow(): void {}

  async invoke<T>(method: string, argument: object): Promise<T> {
    this.calls.push([method, argument as Record<string, unknown>]);
    return (await this.answers.get(method)?.(argument as Record<string, unknown>)) as T;
  }

  push<K extends keyof AgentHubEvents & string>(event: K, value: AgentHubEvents[K]): void {
    this.#tell(event, value);
  }

  become(state: LinkState): void {
    this.state = state;
    this.#tell("link state", { state, retryAt: null });
  }

  called(method: string): Record<string, unknown>[] {
    return this.calls.filter(([name]) => name === method).map(([, argument]) => argument);
  }

  #listen(event: string, handler: (value: never) => void): () => void {
    let set = this.#handlers.get(event);
    if (!set) {
      set = new Set();
      this.#handlers.set(event, set);
    }
    set.add(handler);
    return () => set.delete(handler);
  }

  #tell(event: string, value: unknown): void {
    for (const handler of this.#handlers.get(event) ?? []) handler(value as never);
  }
}
