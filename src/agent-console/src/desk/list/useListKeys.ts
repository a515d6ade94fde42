import { type KeyboardEvent, type RefObject, useEffect } from "react";
import { useLive } from "../live/LiveProvider";
import { askForComposer } from "../nav/composerFocus";
import { useDeskNav } from "../nav/DeskNav";
import { wantsList } from "../nav/focusWish";

/** Keys of a row that has the focus: arrows move through the list, Enter on the open one goes to the composer. */
export function useListKeys(): (event: KeyboardEvent<HTMLElement>) => void {
  const { live } = useLive();
  const { step, open, openId } = useDeskNav();
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const by = { ArrowDown: 1 as const, ArrowUp: -1 as const }[event.key];
    if (by) step(by);
    else if (event.key === "Enter" && isOpenRow(event.target)) {
      if (openId && live.store.get().rows.has(openId)) askForComposer();
      else if (openId) open(openId);
    } else return;
    event.preventDefault();
  };
}

const isOpenRow = (target: EventTarget) => target instanceof Element && target.closest("[aria-current=true]") !== null;

/** A conversation that was reached by key in the list has its row focused, once the row is drawn. */
export function useFocusOnOpen(scroller: RefObject<HTMLElement | null>, openId: string | null): void {
  useEffect(() => {
    if (!wantsList(openId)) return;
    // The row may have to be scrolled to and drawn first.
    let tries = 10;
    let frame = requestAnimationFrame(function find() {
      const row = scroller.current?.querySelector<HTMLElement>("[aria-current=true]");
      if (row) row.focus({ preventScroll: true });
      else if (tries-- > 0) frame = requestAnimationFrame(find);
    });
    return () => cancelAnimationFrame(frame);
  }, [scroller, openId]);
}
