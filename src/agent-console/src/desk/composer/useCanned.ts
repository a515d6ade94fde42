import type { ConversationRow } from "@chatservice/client";
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useMemo, useState } from "react";
import { api, type Page } from "../../app/api";
import { useI18n } from "../../app/i18n";
import { seededName } from "../../app/seeds";
import { useMe } from "../../app/session";
import { useDetails } from "../live/details";
import type { CannedReply, Contact } from "../live/types";
import { filterCanned, offeredHere, slashQuery, textFor } from "./canned";
import { renderTemplate, type TemplateValues } from "./template";

interface Input {
  row: ConversationRow;
  text: string;
  caret: number;
  enabled: boolean;
}

type Put = (text: string, caret: number) => void;

export interface Canned {
  open: boolean;
  /** Nobody has written any yet. */
  none: boolean;
  replies: CannedReply[];
  active: CannedReply | null;
  activeId: string | undefined;
  preview(reply: CannedReply): string;
  choose(reply: CannedReply): void;
  insert(reply: CannedReply, put: Put): void;
  /** True when the key was for the menu. */
  onKey(event: KeyboardEvent, put: Put): boolean;
  close(): void;
}

/** Canned replies after a `/`: which ones, with whose name filled in, and where they go. */
export function useCanned({ row, text, caret, enabled }: Input): Canned {
  const me = useMe();
  const { t } = useI18n();
  const details = useDetails(row.conversationId);
  const query = useQuery({
    queryKey: ["canned-replies"],
    queryFn: ({ signal }) => api.get<Page<CannedReply>>("/api/canned-replies", undefined, signal),
    staleTime: 60_000,
  });
  const [index, setIndex] = useState(0);
  /** Closed by Escape: until the slash it was for is gone. */
  const [closedAt, setClosedAt] = useState<number | null>(null);
  const slash = enabled ? slashQuery(text, caret) : null;
  const here = useMemo(
    () =>
      (query.data?.items ?? [])
        .filter((reply) => offeredHere(reply, row.inboxId, me.teamIds))
        .map((reply) => ({ ...reply, title: seededName(t, reply.id, reply.title) })),
    [query.data, row.inboxId, me.teamIds, t],
  );
  const wanted = slash?.query ?? null;
  const replies = useMemo(() => (wanted === null ? [] : filterCanned(here, wanted)), [here, wanted]);
  const open = slash !== null && closedAt !== slash.start && query.isSuccess;
  const at = Math.min(index, Math.max(0, replies.length - 1));
  const active = replies[at] ?? null;
  const preview = (reply: CannedReply) =>
    renderTemplate(textFor(reply, row.locale, row.contact.locale, me.locale), valuesOf(row, me, details.data?.contact));

  const insert = (reply: CannedReply, put: Put) => {
    if (!slash) return;
    const filled = preview(reply);
    put(text.slice(0, slash.start) + filled + text.slice(caret), slash.start + filled.length);
    setIndex(0);
  };
  const onKey = (event: KeyboardEvent, put: Put) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && replies.length > 0) setIndex((at + step + replies.length) % replies.length);
    else if ((event.key === "Enter" || event.key === "Tab") && active) insert(active, put);
    else if (event.key === "Escape") setClosedAt(slash?.start ?? null);
    else return false;
    event.preventDefault();
    return true;
  };
  return {
    open,
    none: here.length === 0,
    replies,
    active,
    activeId: active ? `canned-${active.id}` : undefined,
    preview,
    choose: (reply) => setIndex(replies.indexOf(reply)),
    insert,
    onKey,
    close: () => setClosedAt(slash?.start ?? null),
  };
}

function valuesOf(row: ConversationRow, me: { name: string }, contact: Contact | undefined): TemplateValues {
  const values: TemplateValues = {
    "contact.name": row.contact.name,
    "contact.email": row.contact.email,
    "contact.phone": row.contact.phone,
    "contact.level": row.contact.level,
    "agent.name": me.name,
    "inbox.name": row.inboxName,
    "conversation.id": row.conversationId,
    "page.url": row.page?.url,
    "page.title": row.page?.title,
  };
  for (const [key, value] of Object.entries(contact?.attributes ?? {})) values[`contact.attributes.${key}`] = value;
  return values;
}
