import { api, type Page } from "../../app/api";
import type { AuditEntry } from "../wire";

export interface LastChange {
  name: string;
  at: string;
}

/** Who changed this last, by the audit log; null when it does not say. Never throws: it only adds a name to a message. */
export async function readLastChange(entityId: string): Promise<LastChange | null> {
  try {
    const { items } = await api.get<Page<AuditEntry>>("/api/audit");
    const entry = items.find((item) => item.entityId === entityId);
    return entry?.actorName ? { name: entry.actorName, at: entry.at } : null;
  } catch {
    return null;
  }
}
