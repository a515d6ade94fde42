import { useEffect, useRef, useSyncExternalStore } from "react";

/** That something moved on the floor, and whether we would hear of it: told by the desk's connection, for pages that read figures. */
class Pulse {
  readonly #moves = new Set<() => void>();
  readonly #changes = new Set<() => void>();
  #heard = false;

  /** True while events come in. */
  get heard(): boolean {
    return this.#heard;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#changes.add(listener);
    return () => this.#changes.delete(listener);
  };

  onMove(listener: () => void): () => void {
    this.#moves.add(listener);
    return () => this.#moves.delete(listener);
  }

  moved(): void {
    for (const listener of [...this.#moves]) listener();
  }

  hears(heard: boolean): void {
    if (heard === this.#heard) return;
    this.#heard = heard;
    for (const listener of [...this.#changes]) listener();
  }
}

export const pulse = new Pulse();

/** Calls back on every move; gives whether moves are heard at all. */
export function usePulse(onMove: () => void): boolean {
  const latest = useRef(onMove);
  latest.current = onMove;
  useEffect(() => pulse.onMove(() => latest.current()), []);
  return useSyncExternalStore(pulse.subscribe, () => pulse.heard);
}
