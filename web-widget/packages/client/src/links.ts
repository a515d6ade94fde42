/** A stretch of a text; with `href` it is a link. */
export interface TextPiece {
  text: string;
  href?: string;
}

const starts = /https?:\/\/|www\.|@/gi;
/** Ends an address wherever it stands: white space, angle brackets, quotation marks, and the punctuation of Chinese and Japanese. */
const stops = /[\s<>"“”„‟‘‚«»‹›…\u2013\u2014\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]/g;
/** Ends the sentence, not the address, when nothing follows. */
const trailing = /[.,;:!?'’]/;
const pairs: Record<string, string> = { ")": "(", "]": "[", "}": "{" };
const wordBefore = /[a-z0-9_]/i;
const localCharacter = /[\w.%+-]/;
const domainCharacter = /[a-z0-9.-]/i;
const longestLocal = 64;
const longestDomain = 253;

/**
 * Cuts a text into plain and clickable pieces; only http, https and mailto ever become links. An address with user information
 * (`https://bank@evil`) stays plain, because it reads as another site than the one it leads to. Takes linear time for any text.
 */
export function linkify(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let at = 0;
  // What was looked at and refused is not looked at again.
  let seen = 0;
  for (const match of text.matchAll(starts)) {
    if (match.index < seen) continue;
    const found = match[0] === "@" ? mailAround(text, match.index, at) : webAt(text, match.index);
    if (!found) continue;
    seen = found.until;
    if (!found.href) continue;
    if (found.from > at) pieces.push({ text: text.slice(at, found.from) });
    pieces.push({ text: text.slice(found.from, found.until), href: found.href });
    at = found.until;
  }
  if (at < text.length) pieces.push({ text: text.slice(at) });
  return pieces;
}

interface Found {
  from: number;
  until: number;
  href: string | null;
}

function webAt(text: string, from: number): Found | null {
  if (from > 0 && wordBefore.test(text[from - 1] as string)) return null;
  stops.lastIndex = from;
  const end = stops.exec(text)?.index ?? text.length;
  const until = from + lengthWithoutTail(text.slice(from, end));
  const href = webHref(text.slice(from, until));
  return { from, until: href ? until : end, href };
}

/** A closing bracket belongs to the address only when it was opened in it. */
function lengthWithoutTail(address: string): number {
  const open: Record<string, number> = {};
  for (const character of address) open[character] = (open[character] ?? 0) + 1;
  let length = address.length;
  for (; length > 0; length--) {
    const last = address[length - 1] as string;
    const opener = pairs[last];
    const isForeign = opener !== undefined && (open[last] as number) > (open[opener] ?? 0);
    if (!trailing.test(last) && !isForeign) break;
    open[last] = (open[last] as number) - 1;
  }
  return length;
}

function webHref(address: string): string | null {
  const isBare = /^www\./i.test(address);
  try {
    const url = new URL(isBare ? `https://${address}` : address);
    const isWhole = !isBare || /^www\.[^.]+\.[^.]/i.test(url.hostname);
    return isWhole && !url.username && !url.password && !/^https?:\/\/[^/?#]*@/i.test(address) ? url.href : null;
  } catch {
    return null;
  }
}

function mailAround(text: string, sign: number, after: number): Found | null {
  if (!localCharacter.test(text[sign - 1] ?? "")) return null;
  let from = sign;
  const first = Math.max(after, sign - longestLocal);
  while (from > first && localCharacter.test(text[from - 1] as string)) from--;
  let until = sign + 1;
  const last = Math.min(text.length, sign + longestDomain);
  while (until < last && domainCharacter.test(text[until] as string)) until++;
  while (until > sign && /[.-]/.test(text[until - 1] as string)) until--;
  while (from < sign && text[from] === ".") from++;
  const domain = text.slice(sign + 1, until);
  const isMail =
    from < sign &&
    text[sign - 1] !== "." &&
    !/[@/:]/.test(text[from - 1] ?? "") &&
    text[until] !== "@" &&
    /\.[a-z]{2,}$/i.test(domain) &&
    !/^[.-]|\.\./.test(domain);
  return isMail ? { from, until, href: `mailto:${text.slice(from, until)}` } : null;
}
