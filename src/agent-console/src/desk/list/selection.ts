import { createContext } from "react";

/** Several rows of the list on the screen, to be handed over at once. Null: rows are opened, not picked. */
export interface Selection {
  ids: ReadonlySet<string>;
  toggle(id: string): void;
}

export const SelectionContext = createContext<Selection | null>(null);
