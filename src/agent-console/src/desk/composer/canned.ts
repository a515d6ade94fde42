import type { CannedReply } from "../live/types";

/** The text in the customer's language: the tag itself, its first part, then the other ways to understand one another. */
export function textFor(reply: CannedReply, ...languages: (string | null | undefined)[]): string {
  for (const language of [...languages, "en"]) {
    if (!language) continue;
    const short = language.split("-")[0] ?? language;
    const tag =
      Object.keys(reply.texts).find((key) => same(key, language)) ??
      Object.keys(reply.texts).find((key) => same(key.split("-")[0] ?? key, short));
    if (tag) return reply.texts[tag] ?? "";
  }
  return Object.values(reply.texts)[0] ?? "";
}

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

/** Those offered here: not bound to inboxes or teams, or bound to this one or one of mine; without a team I serve them all. */
export function offeredHere(reply: CannedReply, inboxId: string, teamIds: readonly string[]): boolean {
  const inbox = reply.inboxIds.length === 0 || reply.inboxIds.includes(inboxId);
  return (
    inbox && (teamIds.length === 0 || reply.teamIds.length === 0 || reply.teamIds.some((id) => teamIds.includes(id)))
  );
}

/** Best first: the shortcut itself, a shortcut that begins so, a title, then any text that has the words. */
export function filterCanned(replies: readonly CannedReply[], query: string): CannedReply[] {
  const wanted = query.trim().toLowerCase();
  if (!wanted) return [...replies].sort((a, b) => a.shortcut.localeCompare(b.shortcut));
  return replies
    .map((reply) => ({ reply, rank: rank(reply, wanted) }))
    .filter(({ rank }) => rank < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.rank - b.rank || a.reply.shortcut.localeCompare(b.reply.shortcut))
    .map(({ reply }) => reply);
}

function rank(reply: CannedReply, wanted: string): number {
  const shortcut = reply.shortcut.replace(/^\//, "").toLowerCase();
  if (shortcut === wanted) return 0;
  if (shortcut.startsWith(wanted)) return 1;
  if (reply.title.toLowerCase().includes(wanted)) return 2;
  if (shortcut.includes(wanted)) return 3;
  return Object.values(reply.texts).some((text) => text.toLowerCase().includes(wanted)) ? 4 : Number.POSITIVE_INFINITY;
}

/** The `/word` that is being typed at the caret, when it begins a line or follows a space. */
export function slashQuery(text: string, caret: number): { start: number; query: string } | null {
  const match = /(?:^|\s)\/([^\s/]*)$/.exec(text.slice(0, caret));
  if (!match) return null;
  const query = match[1] ?? "";
  return { start: caret - query.length - 1, query };
}
