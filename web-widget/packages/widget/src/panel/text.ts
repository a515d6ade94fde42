export type Piece = { text: string; href?: string };

const linkPattern = /\b(?:https?:\/\/|www\.)[^\s<>"'，。！？；：（）【】《》、]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/giu;
const trailing = /[.,;:!?)\]}'"]+$/;

/** Cuts a text into plain and clickable pieces. Only http, https and mailto ever become links. */
export function linkify(text: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(linkPattern)) {
    const found = withoutTrailing(match[0]);
    const href = hrefOf(found);
    if (!href) continue;
    if (match.index > at) pieces.push({ text: text.slice(at, match.index) });
    pieces.push({ text: found, href });
    at = match.index + found.length;
  }
  if (at < text.length) pieces.push({ text: text.slice(at) });
  return pieces;
}

/** A full stop ends the sentence, not the address; a bracket belongs to it only when it was opened in it. */
function withoutTrailing(found: string): string {
  const tail = trailing.exec(found)?.[0] ?? "";
  const body = found.slice(0, found.length - tail.length);
  return tail.startsWith(")") && body.includes("(") ? `${body})` : body;
}

function hrefOf(text: string): string | null {
  if (!/^(https?:\/\/|www\.)/i.test(text)) return `mailto:${text}`;
  try {
    return new URL(/^www\./i.test(text) ? `https://${text}` : text).href;
  } catch {
    return null;
  }
}
