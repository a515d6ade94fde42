export interface TagUse {
  name: string;
  count: number;
}

/** As people mean it: without case, width, accents, and what only separates words. */
const fold = (text: string) =>
  text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f\s_\-·.]/g, "")
    .toLowerCase();

/** Written otherwise, meant alike: one begins with the other, or a single letter differs. */
export function isNear(one: string, other: string): boolean {
  const [a, b] = [fold(one), fold(other)];
  if (a === b) return true;
  if (Math.min(a.length, b.length) < 3) return false;
  return a.startsWith(b) || b.startsWith(a) || isOneEditAway(a, b);
}

function isOneEditAway(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++;
  const rest = (text: string, skip: number) => text.slice(start + skip);
  return rest(a, 1) === rest(b, 1) || rest(a, 1) === rest(b, 0) || rest(a, 0) === rest(b, 1);
}

/** What is offered for what was typed: those meant alike first, then those that have it somewhere; the most used first within each. */
export function suggestTags(known: readonly TagUse[], text: string, taken: readonly string[], most = 8): string[] {
  const wanted = fold(text);
  const free = known.filter((tag) => !taken.some((own) => own.toLowerCase() === tag.name.toLowerCase()));
  const ranked = free.flatMap((tag) => {
    const name = fold(tag.name);
    const rank =
      name === wanted ? 0 : isNear(tag.name, text) ? 1 : name.startsWith(wanted) ? 2 : name.includes(wanted) ? 3 : -1;
    return rank < 0 ? [] : [{ tag, rank }];
  });
  return ranked
    .sort((a, b) => a.rank - b.rank || b.tag.count - a.tag.count || a.tag.name.localeCompare(b.tag.name))
    .slice(0, most)
    .map(({ tag }) => tag.name);
}

/** The tag in use that this one would double, or null. */
export const doubled = (known: readonly TagUse[], text: string): string | null =>
  known.find((tag) => tag.name !== text && isNear(tag.name, text))?.name ?? null;
