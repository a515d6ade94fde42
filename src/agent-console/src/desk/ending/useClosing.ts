import type { ConversationRow, Resolution } from "@chatservice/client";
import { useCallback, useState } from "react";
import { useAct } from "../conversation/useAct";
import { useLive } from "../live/LiveProvider";
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
  const { actions } = useLive();
  const act = useAct();
  const [asked, setAsked] = useState<Resolution | null>(null);
  const { conversationId, awaitingSince } = row;
  const confirm = useCallback(
    (resolution: Resolution) => {
      setAsked(null);
      act(() => actions.close(conversationId, resolution));
    },
    [act, actions, conversationId],
  );
  const request = useCallback(
    (resolution: Resolution) => {
      if (awaitingSince && resolution !== "spam") setAsked(resolution);
      else confirm(resolution);
    },
    [awaitingSince, confirm],
  );
  const answerFirst = useCallback(() => {
    setAsked(null);
    askForComposer();
  }, []);
  return { asked, request, confirm, answerFirst };
}
