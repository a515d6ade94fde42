import { type RefObject, useEffect } from "react";
import { isTyping } from "../../app/keys";

/**
 * A click on the messages takes the focus from the field, not the intention to write: letters that follow go into the field. Escape, a
 * click elsewhere or a move through the list ends that, and letters are keys again.
 */
export function useTypeThrough(field: RefObject<HTMLTextAreaElement | null>, enabled: boolean): void {
  useEffect(() => {
    if (!enabled) return;
    let writes = document.activeElement === field.current;
    const onPointer = (event: Event) => {
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest("[role=dialog],[role=menu]")) return;
      const inside = target?.closest("[data-conversation]") != null;
      writes = inside && (writes || document.activeElement === field.current);
    };
    const onFocus = (event: FocusEvent) => {
      if (event.target === field.current) writes = true;
      else if (event.target instanceof Element && !event.target.closest("[data-conversation]")) writes = false;
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape") writes = false;
      if (!writes || !isText(event) || isTyping(event.target) || isTaken(event.target)) return;
      // The key's own text goes to what has the focus when its default happens.
      field.current?.focus({ preventScroll: true });
      event.stopPropagation();
    };
    document.addEventListener("pointerdown", onPointer, true);
    document.addEventListener("focusin", onFocus);
    document.addEventListener("keydown", onKey, true);
    return () => {
      document.removeEventListener("pointerdown", onPointer, true);
      document.removeEventListener("focusin", onFocus);
      document.removeEventListener("keydown", onKey, true);
    };
  }, [field, enabled]);
}

/** A character, or the first key of an input method. Space scrolls the messages. */
function isText(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return false;
  return event.key === "Process" || (event.key.length === 1 && event.key !== " ");
}

const isTaken = (target: EventTarget | null) =>
  target instanceof Element && target.closest("[role=dialog],[role=menu],[role=listbox]") !== null;
