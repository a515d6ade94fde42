interface Field {
  focus(): void;
  /** At the caret. */
  insert(text: string): void;
}

let field: Field | null = null;
let asked = false;

/** The composer on the screen says how it takes the focus and text. */
export function offerComposer(offered: Field): () => void {
  field = offered;
  if (asked) {
    asked = false;
    offered.focus();
  }
  return () => {
    if (field === offered) field = null;
  };
}

/** Into the composer: now, or as soon as there is one. */
export function askForComposer(): void {
  if (field) field.focus();
  else asked = true;
}

/** Puts text where the caret is, and the caret behind it. */
export function insertIntoComposer(text: string): void {
  field?.insert(text);
}
