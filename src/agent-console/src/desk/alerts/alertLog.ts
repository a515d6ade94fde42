export const alertKinds = ["warned", "breached", "missed", "taken", "status", "mention", "handover"] as const;
export type AlertKind = (typeof alertKinds)[number];

/** One line of the tray. Names and words are kept, because the row may have left our sight when it is read. */
export interface Alert {
  id: string;
  kind: AlertKind;
  /** Null: about the agent, not about a conversation. */
  conversationId: string | null;
  /** The customer; empty when unknown. */
  name: string;
  /** The metric of a clock, or who did it. */
  detail: string;
  /** What was written: the note. */
  text?: string;
  /** Of the server's clock, in milliseconds. */
  at: number;
  read: boolean;
}

export type NewAlert = Omit<Alert, "id" | "read">;

/** Enough for a bad hour; what is older has been overtaken. */
const most = 100;

/** What an agent was told: kept while the browser tab lives, over reloads. A second alert of one kind about one conversation replaces the first. */
export class AlertLog {
  readonly #key: string;
  readonly #listeners = new Set<() => void>();
  #alerts: readonly Alert[];

  constructor(agentId: string) {
    this.#key = `chatservice.console.alerts.${agentId}`;
    this.#alerts = stored(this.#key);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The newest first. */
  readonly get = (): readonly Alert[] => this.#alerts;

  add(alert: NewAlert): void {
    const id = `${alert.kind} ${alert.conversationId ?? alert.at}`;
    const others = this.#alerts.filter((one) => one.id !== id);
    this.#set([{ ...alert, id, read: false }, ...others].slice(0, most));
  }

  /** They have been seen. */
  readAll(): void {
    if (this.#alerts.some((one) => !one.read)) this.#set(this.#alerts.map((one) => ({ ...one, read: true })));
  }

  clear(): void {
    if (this.#alerts.length > 0) this.#set([]);
  }

  #set(alerts: readonly Alert[]): void {
    this.#alerts = alerts;
    try {
      sessionStorage.setItem(this.#key, JSON.stringify(alerts));
    } catch {
      // Blocked or full storage: they last as long as the page.
    }
    for (const listener of [...this.#listeners]) listener();
  }
}

function isAlert(value: unknown): value is Alert {
  const one = value as Partial<Alert> | null;
  return (
    typeof one?.id === "string" &&
    alertKinds.includes(one.kind as AlertKind) &&
    typeof one.at === "number" &&
    typeof one.name === "string" &&
    typeof one.detail === "string" &&
    (one.text === undefined || typeof one.text === "string") &&
    (one.conversationId === null || typeof one.conversationId === "string")
  );
}

function stored(key: string): Alert[] {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(key) ?? "[]");
    return Array.isArray(found) ? found.filter(isAlert).slice(0, most) : [];
  } catch {
    return [];
  }
}
