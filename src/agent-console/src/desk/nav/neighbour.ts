/** The neighbour to open when one leaves the list: the next one that may be opened, else the one before it. */
export function neighbour(ids: readonly string[], id: string, mayOpen: (id: string) => boolean): string | null {
  const at = ids.indexOf(id);
  if (at < 0) return null;
  return ids.slice(at + 1).find(mayOpen) ?? ids.slice(0, at).reverse().find(mayOpen) ?? null;
}
