export interface Change {
  field: string;
  /** Empty when only the field is known, or when its value is too large for a line. */
  text: string;
}

const longest = 60;

/** The changes of an entry as short lines: `4 → 6`. Takes `{field: {from, to}}` and `{field: value}`. */
export function changeWords(changes: Record<string, unknown> | null | undefined): Change[] {
  return Object.entries(changes ?? {}).map(([field, value]) => {
    if (value !== null && typeof value === "object" && "from" in value && "to" in value) {
      const from = short(value.from);
      const to = short(value.to);
      return { field, text: from === null || to === null ? "" : `${from} → ${to}` };
    }
    return { field, text: short(value) ?? "" };
  });
}

function short(value: unknown): string | null {
  if (value === null || value === undefined || value === "") return "–";
  if (typeof value === "object") {
    return Array.isArray(value) && value.every((item) => typeof item !== "object")
      ? limit(value.join(", ") || "–")
      : null;
  }
  return limit(String(value));
}

const limit = (text: string) => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text);
