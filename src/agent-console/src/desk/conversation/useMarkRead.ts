import type { ConversationRow } from "@chatservice/client";
import { useEffect, useSyncExternalStore } from "react";
import { useLive } from "../live/LiveProvider";

function subscribe(listener: () => void) {
  const stops = (["focus", "blur"] as const).map((name) => {
    window.addEventListener(name, listener);
    return () => window.removeEventListener(name, listener);
  });
  document.addEventListener("visibilitychange", listener);
  return () => {
    for (const stop of stops) stop();
    document.removeEventListener("visibilitychange", listener);
  };
}

const isLooking = () => document.visibilityState === "visible" && document.hasFocus();

/** Read means seen: the end is in sight, in a window that has the focus, by the one who answers. Watching leaves no trace. */
export function useMarkRead(props: { row: ConversationRow; mine: boolean; lastSeq: number; atEnd: boolean }): void {
  const { row, mine, lastSeq, atEnd } = props;
  const { actions } = useLive();
  const looking = useSyncExternalStore(subscribe, isLooking);
  const unread = lastSeq > row.readSeq;
  useEffect(() => {
    if (mine && looking && atEnd && unread) actions.markRead(row.conversationId, lastSeq);
  }, [mine, looking, atEnd, unread, lastSeq, row.conversationId, actions]);
}
