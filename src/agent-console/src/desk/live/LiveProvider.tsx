import type { ConversationRow, MessageLog } from "@chatservice/client";
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from "react";
import { useMe } from "../../app/session";
import { AlertLog } from "../alerts/alertLog";
import { DeskActions } from "./actions";
import { DeskLive } from "./DeskLive";
import type { Mode } from "./drafts";
import { selectView, type View } from "./rows";
import type { DeskNews, DeskState } from "./state";

interface Live {
  live: DeskLive;
  actions: DeskActions;
  alerts: AlertLog;
}

const Context = createContext<Live | null>(null);

/** One live connection for the whole console: an offer reaches the agent on every page. */
export function LiveProvider({ children, create }: { children: ReactNode; create?: (() => DeskLive) | undefined }) {
  const me = useMe();
  const [value] = useState<Live>(() => {
    const live = create?.() ?? new DeskLive({ me });
    return { live, actions: new DeskActions(live), alerts: new AlertLog(me.id) };
  });
  useEffect(() => {
    value.live.start();
    return () => void value.live.stop();
  }, [value]);
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useLive(): Live {
  const value = useContext(Context);
  if (!value) throw new Error("useLive needs a LiveProvider above it");
  return value;
}

/** A part of the desk's state; `select` must give back the same thing for the same state. */
export function useDesk<T>(select: (state: DeskState) => T): T {
  const { store } = useLive().live;
  return useSyncExternalStore(store.subscribe, () => select(store.get()));
}

export function useView(view: View): ConversationRow[] {
  const { live } = useLive();
  const rows = useDesk((state) => state.rows);
  return useMemo(() => selectView(rows, view, live.me.id), [rows, view, live]);
}

export function useRow(id: string | null): ConversationRow | null {
  return useDesk((state) => (id ? (state.rows.get(id) ?? null) : null));
}

export function useNews<K extends keyof DeskNews>(kind: K, listener: (news: DeskNews[K]) => void): void {
  const { live } = useLive();
  useEffect(() => live.news.on(kind, listener), [live, kind, listener]);
}

export function useDraft(conversationId: string, mode: Mode): [string, (text: string) => void] {
  const { drafts } = useLive().live;
  const text = useSyncExternalStore(drafts.subscribe, () => drafts.get(conversationId, mode));
  const set = useCallback((next: string) => drafts.set(conversationId, mode, next), [drafts, conversationId, mode]);
  return [text, set];
}

export function useLog(log: MessageLog): Pick<MessageLog, "messages" | "outgoing"> {
  const subscribe = useCallback((listener: () => void) => log.subscribe(listener), [log]);
  const messages = useSyncExternalStore(subscribe, () => log.messages);
  const outgoing = useSyncExternalStore(subscribe, () => log.outgoing);
  return { messages, outgoing };
}
