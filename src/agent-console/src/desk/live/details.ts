import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { api } from "../../app/api";
import { useLive, useRow } from "./LiveProvider";
import type { ConversationDetails } from "./types";

export const detailsKey = (id: string) => ["conversation", id] as const;

/** The customer and the story of a conversation; read again when its assignee, state or clock changes, or what is known of the customer. */
export function useDetails(id: string) {
  const { live } = useLive();
  const row = useRow(id);
  const moment = row
    ? `${row.state} ${row.assignee?.id ?? ""} ${row.priority} ${row.sla?.dueAt ?? ""} ${row.contact.version ?? 0}`
    : "";
  const query = useQuery({
    queryKey: [...detailsKey(id), moment],
    queryFn: ({ signal }) => api.get<ConversationDetails>(`/api/conversations/${id}`, undefined, signal),
    // The same customer, a moment ago, is better than an empty card.
    placeholderData: (before) => (before?.conversation.conversationId === id ? before : undefined),
  });
  const found = query.data?.conversation;
  useEffect(() => {
    if (found) live.applyRow(found);
  }, [live, found]);
  return query;
}
