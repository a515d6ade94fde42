import { useSyncExternalStore } from "react";

/** The server's time as well as we know it: this computer's clock may be minutes off, and every SLA clock hangs on it. */
let offsetMs = 0;

export const serverNow = (): number => Date.now() + offsetMs;

export function setServerTime(iso: string | null | undefined): void {
  const at = Date.parse(iso ?? "");
  if (!Number.isNaN(at)) offsetMs = at - Date.now();
}

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;
let second = Math.floor(serverNow() / 1000);

function tick() {
  second = Math.floor(serverNow() / 1000);
  for (const listener of listeners) listener();
  // Aligned to the full second, so that all clocks on the page turn together.
  timer = setTimeout(tick, 1000 - (serverNow() % 1000) + 5);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (listeners.size === 1) tick();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearTimeout(timer);
  };
}

/** Server time in whole seconds (as epoch milliseconds); re-renders once a second, from one timer for the whole page. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => second) * 1000;
}
