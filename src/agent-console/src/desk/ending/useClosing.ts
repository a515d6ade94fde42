import type { ConversationRow, Resolution } from "@chatservice/client";
import { useCallback, useState } from "react";
import { useAct } from "../conversation/useAct";
import { useLive } from "../live/LiveProvider";
import { owesAnswer } from "../live/waits";
import { askForComposer } from "../nav/composerFocus";

export interface Closing {
  /** What is asked about before it is done. */
  asked: Resolution | null;
  /** Asks first when the customer waits for an answer; spam needs none. */
  request(resolution: Resolution): void;
  confirm(resolution: Resolution): void;
  answerFirst(): void;
}

export function useClosing(row: ConversationRow): Closing {
  const { actions, live } = useLive();
  const act = useAct();
  const [asked, setAsked] = useState<Resolution | null>(null);
  const { conversationId } = row;
  const confirm = useCallback(
    (resolution: Resolution) => {
      setAsked(null);
      act(() => actions.close(conversationId, resolution));
    },
    [act, actions, conversationId],
  );
  const request = useCallback(
    (resolution: Resolution) => {
      const messages = live.logs.get(conversationId)?.messages ?? [];
      if (resolution !== "spam" && owesAnswer(row, messages)) setAsked(resolution);
      else confirm(resolution);
    },
    [live, row, conversationId, confirm],
  );
  const answerFirst = useCallback(() => {
    setAsked(null);
    askForComposer();
  }, []);
  return { asked, request, confirm, answerFirst };
}
