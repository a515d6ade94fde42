import { api } from "../../app/api";

export interface TransferResult {
  conversationId: string;
  state: string | null;
  /** Why it was refused; null when it was handed over. */
  code: string | null;
  detail: string | null;
}

/** The server takes so many at once. */
const most = 100;

/** To `agent:ID` or `team:ID`, a hundred at a time; a result for each, in the order asked for. */
export async function transferMany(ids: readonly string[], target: string, note: string): Promise<TransferResult[]> {
  const [kind = "", id = ""] = target.split(":");
  const to = kind === "agent" ? { agentId: id } : { teamId: id };
  const results: TransferResult[] = [];
  for (let from = 0; from < ids.length; from += most) {
    const answer = await api.post<{ items: TransferResult[] }>("/api/conversations/transfer", {
      conversationIds: ids.slice(from, from + most),
      ...to,
      ...(note ? { note } : {}),
      clientRequestId: crypto.randomUUID(),
    });
    results.push(...answer.items);
  }
  return results;
}
