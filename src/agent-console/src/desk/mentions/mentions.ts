export interface Named {
  id: string;
  name: string;
}

/** The `@name` that is being typed at the caret, when it begins a line or follows a space. */
export function atQuery(text: string, caret: number): { start: number; query: string } | null {
  const match = /(?:^|\s)@([^\s@]*)$/.exec(text.slice(0, caret));
  if (!match) return null;
  const query = match[1] ?? "";
  return { start: caret - query.length - 1, query };
}

/** Whose name has a word that begins so; nothing typed yet: all. */
export function filterNamed<T extends Named>(people: readonly T[], query: string): T[] {
  const wanted = query.toLowerCase();
  return people.filter(({ name }) => {
    const lower = name.toLowerCase();
    return lower.startsWith(wanted) || lower.split(/\s+/).some((part) => part.startsWith(wanted));
  });
}

const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Finds `@Full Name` of these people; the longest name first, so that "@Lin Wei" is not "@Lin". Null: nobody to find. */
export function mentionPattern(people: readonly Named[]): RegExp | null {
  const names = people.map(({ name }) => name).filter(Boolean);
  if (names.length === 0) return null;
  const longest = names.sort((a, b) => b.length - a.length).map(literal);
  return new RegExp(`@(?:${longest.join("|")})(?![\\p{L}\\p{N}])`, "gu");
}

/** Who is named in a text. */
export function mentionedIn(text: string, people: readonly Named[]): string[] {
  const pattern = mentionPattern(people);
  const found = new Set(pattern ? [...text.matchAll(pattern)].map(([match]) => match.slice(1)) : []);
  return people.filter(({ name }) => found.has(name)).map(({ id }) => id);
}
