export interface Change {
  field: string;
  /** Empty when only the field is known, or when its value is too large for a line. */
  text: string;
}

export interface Words {
  yes: string;
  no: string;
}

const longest = 60;

/** Entries that tell of a log-in: their fields were not changed, they are what was seen. */
export const isLogIn = (action: string) => action === "locked" || action.startsWith("login");

/** `{field: {from, to}}` as `{field: to}`. */
export function seenOnly(changes: Record<string, unknown> | null | undefined): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(changes ?? {}).map(([field, value]) => [
      field,
      value !== null && typeof value === "object" && "to" in value ? value.to : value,
    ]),
  );
}

/** The changes of an entry as short lines: `4 → 6`. Takes `{field: {from, to}}` and `{field: value}`. */
export function changeWords(changes: Record<string, unknown> | null | undefined, words: Words): Change[] {
  const short = (value: unknown) => shorten(value, words);
  return Object.entries(changes ?? {}).map(([field, value]) => {
    if (value !== null && typeof value === "object" && "from" in value && "to" in value) {
      const from = short(value.from);
      const to = short(value.to);
      return { field, text: from === null || to === null ? "" : `${from} → ${to}` };
    }
    return { field, text: short(value) ?? "" };
  });
}

function shorten(value: unknown, words: Words): string | null {
  if (typeof value === "boolean") return value ? words.yes : words.no;
  if (value === null || value === undefined || value === "") return "–";
  if (typeof value === "object") {
    return Array.isArray(value) && value.every((item) => typeof item !== "object")
      ? limit(value.join(", ") || "–")
      : null;
  }
  return limit(String(value));
}

const limit = (text: string) => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text);
