import { useSyncExternalStore } from "react";
import classes from "./Layout.module.css";

interface Said {
  polite: string;
  assertive: string;
}

let said: Said = { polite: "", assertive: "" };
const listeners = new Set<() => void>();

/** Says something to a screen reader: politely after the sentence it is in, or at once. */
export function announce(text: string, how: keyof Said = "polite"): void {
  // The same words twice are only heard when the text differs; a trailing no-break space is silent.
  said = { ...said, [how]: said[how] === text ? `${text}\u00a0` : text };
  for (const listener of listeners) listener();
}

export function Announcer() {
  const { polite, assertive } = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => said,
  );
  return (
    <>
      <div className={classes.spoken} aria-live="polite">
        {polite}
      </div>
      <div className={classes.spoken} aria-live="assertive" role="alert">
        {assertive}
      </div>
    </>
  );
}
