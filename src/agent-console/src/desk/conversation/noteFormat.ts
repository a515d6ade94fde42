/** What a note is made of. Everything is text in the end: nothing of it is ever read as HTML. */
export type Inline = { kind: "text" | "bold" | "code"; text: string };
export type Block =
  | { kind: "lines"; lines: Inline[][] }
  | { kind: "list"; ordered: boolean; items: Inline[][] }
  | { kind: "code"; text: string };

const bullet = /^\s*[-*•]\s+(.+)$/;
const numbered = /^\s*\d{1,3}[.)]\s+(.+)$/;
const fence = /^```/;

/** `**bold**` and `` `code` ``; a sign without its partner is a sign. */
export function parseInline(text: string): Inline[] {
  return text
    .split(/(\*\*[^*\s](?:[^*]*[^*\s])?\*\*|`[^`]+`)/g)
    .filter(Boolean)
    .map((part): Inline => {
      if (part.length > 4 && part.startsWith("**") && part.endsWith("**"))
        return { kind: "bold", text: part.slice(2, -2) };
      if (part.length > 2 && part.startsWith("`") && part.endsWith("`"))
        return { kind: "code", text: part.slice(1, -1) };
      return { kind: "text", text: part };
    });
}

/** Lines, lists and code between fences, in one pass. */
export function parseNote(text: string): Block[] {
  const blocks: Block[] = [];
  let code: string[] | null = null;
  for (const line of text.split("\n")) {
    if (code) {
      if (fence.test(line)) code = push(blocks, code);
      else code.push(line);
    } else if (fence.test(line)) code = [];
    else addLine(blocks, line);
  }
  // A fence that nobody closed runs to the end.
  if (code) push(blocks, code);
  return blocks;
}

function push(blocks: Block[], code: string[]): null {
  blocks.push({ kind: "code", text: code.join("\n") });
  return null;
}

function addLine(blocks: Block[], line: string): void {
  const item = bullet.exec(line) ?? numbered.exec(line);
  const last = blocks.at(-1);
  if (item?.[1]) {
    const ordered = !bullet.test(line);
    const parts = parseInline(item[1]);
    if (last?.kind === "list" && last.ordered === ordered) last.items.push(parts);
    else blocks.push({ kind: "list", ordered, items: [parts] });
  } else if (last?.kind === "lines") last.lines.push(parseInline(line));
  else blocks.push({ kind: "lines", lines: [parseInline(line)] });
}
