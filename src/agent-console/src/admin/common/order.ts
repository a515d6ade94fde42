/** A copy with one item moved; out of range: unchanged. */
export function move<T>(items: readonly T[], from: number, to: number): T[] {
  const copy = [...items];
  if (from < 0 || to < 0 || from >= copy.length || to >= copy.length) return copy;
  copy.splice(to, 0, ...copy.splice(from, 1));
  return copy;
}

/**
 * The order numbers to store after moving one of the items (given in their order). Few rows are touched: the two that
 * changed places swap their numbers; only where numbers are not ascending are all given anew, in tens.
 */
export function renumber<T extends { id: string; order: number }>(
  items: readonly T[],
  from: number,
  to: number,
): { id: string; order: number }[] {
  const next = move(items, from, to);
  const numbers = items.map((item) => item.order);
  const ascending = numbers.every((value, index) => index === 0 || (numbers[index - 1] ?? 0) < value);
  return next
    .map((item, index) => ({
      id: item.id,
      was: item.order,
      order: ascending ? (numbers[index] ?? 0) : (index + 1) * 10,
    }))
    .filter((item) => item.was !== item.order)
    .map(({ id, order }) => ({ id, order }));
}
