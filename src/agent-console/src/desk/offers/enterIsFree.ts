import { useSyncExternalStore } from "react";

const controls =
  "a[href], button, input, select, textarea, [contenteditable], [role=button], [role=option], [role=dialog], [role=menu]";

/** Enter could mean nothing else: no field and no button has the focus. */
export const enterIsFree = (target: EventTarget | null) =>
  !(target instanceof Element) || target.closest(controls) === null;

/** In the composer Enter sends; when there is nothing to send, it is free as well, and the composer itself passes it on. */
function acceptsNow(): boolean {
  const active = document.activeElement;
  const isComposer = active instanceof HTMLTextAreaElement && active.dataset.composer !== undefined;
  return isComposer ? active.value.trim() === "" : enterIsFree(active);
}

const moments = ["focusin", "focusout", "input", "keyup"] as const;

function subscribe(listener: () => void) {
  // The focus has moved only after these.
  const later = () => queueMicrotask(listener);
  for (const moment of moments) document.addEventListener(moment, later);
  return () => {
    for (const moment of moments) document.removeEventListener(moment, later);
  };
}

/** Whether Enter would accept at this moment: a key is shown only where it works. */
export const useEnterAccepts = () => useSyncExternalStore(subscribe, acceptsNow);
