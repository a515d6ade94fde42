/** A form's input put on top of what somebody else stored meanwhile. */
export interface Rebased<T> {
  values: T;
  /** Fields that only they changed; taken over. */
  theirs: (keyof T)[];
  /** Fields that both changed differently; ours is kept. */
  both: (keyof T)[];
}

export function same(a: unknown, b: unknown): boolean {
  return stable(a) === stable(b);
}

function stable(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [two]) => (one < two ? -1 : 1)))
      : inner,
  );
}

/** Field by field: what we did not touch becomes theirs, what we touched stays ours. */
export function rebase<T extends object>(base: T, mine: T, latest: T): Rebased<T> {
  const values = { ...mine };
  const theirs: (keyof T)[] = [];
  const both: (keyof T)[] = [];
  for (const field of Object.keys(latest) as (keyof T)[]) {
    if (same(base[field], latest[field]) || same(mine[field], latest[field])) continue;
    if (same(base[field], mine[field])) {
      values[field] = latest[field];
      theirs.push(field);
    } else both.push(field);
  }
  return { values, theirs, both };
}
