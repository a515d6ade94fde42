import type { ConversationRow } from "@chatservice/client";
import { useMemo } from "react";
import { useLive } from "../live/LiveProvider";
import { askForComposer } from "../nav/composerFocus";
import { useDeskNav } from "../nav/DeskNav";
import { useAct } from "./useAct";

export interface ConversationActs {
  take(): void;
  reopen(): void;
  undoEnd(): void;
  finishWrapUp(): void;
}

/** What buttons, keys and the palette do alike. Whoever takes a conversation finds it under "mine", with the caret in the reply. */
export function useConversationActs({ conversationId }: Pick<ConversationRow, "conversationId">): ConversationActs {
  const { actions } = useLive();
  const { setTab } = useDeskNav();
  const act = useAct();
  return useMemo(() => {
    const thenWrite = (work: () => Promise<unknown>) => () =>
      act(async () => {
        const asked = work();
        // At once: the first word is often typed before the answer is here.
        askForComposer();
        await asked;
        setTab("mine");
        askForComposer();
      });
    return {
      take: thenWrite(() => actions.take(conversationId)),
      reopen: thenWrite(() => actions.reopen(conversationId)),
      undoEnd: () => act(() => actions.undoEnd(conversationId)),
      finishWrapUp: () => act(() => actions.finishWrapUp(conversationId)),
    };
  }, [actions, act, setTab, conversationId]);
}
