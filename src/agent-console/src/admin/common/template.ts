/** The template language of replies: `{{name}}` and `{{name|said when empty}}`. One pass; values are never templates. */
export const variables = ["contact.name", "agent.name", "inbox.name", "queue.position", "hours.next_opening"] as const;
export type Variable = (typeof variables)[number];

export type Part =
  | { kind: "text"; text: string }
  | { kind: "variable"; name: string; fallback: string; known: boolean };

export function parseTemplate(template: string): Part[] {
  const parts: Part[] = [];
  let rest = template;
  for (;;) {
    const open = rest.indexOf("{{");
    const close = open < 0 ? -1 : rest.indexOf("}}", open + 2);
    if (close < 0) break;
    if (open > 0) parts.push({ kind: "text", text: rest.slice(0, open) });
    const inside = rest.slice(open + 2, close);
    const bar = inside.indexOf("|");
    const name = (bar < 0 ? inside : inside.slice(0, bar)).trim();
    const fallback = bar < 0 ? "" : inside.slice(bar + 1).trim();
    parts.push({ kind: "variable", name, fallback, known: (variables as readonly string[]).includes(name) });
    rest = rest.slice(close + 2);
  }
  if (rest) parts.push({ kind: "text", text: rest });
  return parts;
}

export interface TemplateProblem {
  kind: "unknown" | "unclosed" | "unopened";
  name?: string;
}

export function templateProblem(template: string): TemplateProblem | null {
  for (const part of parseTemplate(template)) {
    if (part.kind === "variable" && !part.known) return { kind: "unknown", name: part.name };
    if (part.kind === "text" && part.text.includes("{{")) return { kind: "unclosed" };
    if (part.kind === "text" && part.text.includes("}}")) return { kind: "unopened" };
  }
  return null;
}

/** What a variable becomes where the cursor is, and where the cursor goes. */
export function insertAt(text: string, start: number, end: number, name: string): { text: string; caret: number } {
  const piece = `{{${name}}}`;
  return { text: text.slice(0, start) + piece + text.slice(end), caret: start + piece.length };
}
