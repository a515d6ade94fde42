import { useCallback, useRef } from "react";
import { useLive } from "../live/LiveProvider";

const everyMs = 1_500;

/** Tells the customer that somebody types: at once, then now and then while it goes on. */
export function useTypingReport(conversationId: string, enabled: boolean): () => void {
  const { actions } = useLive();
  const last = useRef(0);
  return useCallback(() => {
    const now = Date.now();
    if (!enabled || now - last.current < everyMs) return;
    last.current = now;
    actions.typing(conversationId);
  }, [actions, conversationId, enabled]);
}
