import { useState } from "react";

/** The share that FRT30 and SL30 are held against; a choice of this browser, like a wall's own clock. */
const key = "chatservice.console.serviceLevelTarget";
export const targets = [0.8, 0.85, 0.9, 0.95, 0.99] as const;
const usual = 0.9;

export function readTarget(): number {
  try {
    const stored = Number(localStorage.getItem(key));
    return stored > 0 && stored <= 1 ? stored : usual;
  } catch {
    return usual;
  }
}

export function useTarget(): [number, (target: number) => void] {
  const [target, setTarget] = useState(readTarget);
  return [
    target,
    (next) => {
      setTarget(next);
      try {
        localStorage.setItem(key, String(next));
      } catch {
        // Blocked storage: it lasts as long as the page.
      }
    },
  ];
}
