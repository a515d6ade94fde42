import { hasMessage, locales, type MessageKey, type Translate } from "./i18n";

/** The fixed beginnings of ids that a new installation gives to what it starts with. */
const families = [
  { kind: "rule", id: /^5eed0000-0000-4000-8000-0000000001(\d\d)$/ },
  { kind: "canned", id: /^5eed0000-0000-4000-8000-0000000002(\d\d)$/ },
  { kind: "policy", id: /^5a000000-0000-4000-8000-0000000000(\d\d)$/ },
] as const;

/** The name in the reader's language, as long as it is the one that the installation came with; a name that somebody gave is theirs. */
export function seededName(t: Translate, id: string, name: string): string {
  const key = keyOf(id);
  if (!key) return name;
  const local = key.slice("seeds.".length);
  const untouched = Object.values(locales).some(({ messages }) => messages.seeds[local] === name);
  return untouched ? t(key) : name;
}

function keyOf(id: string): MessageKey | null {
  for (const family of families) {
    const number = family.id.exec(id)?.[1];
    const key = `seeds.${family.kind}.${number}`;
    if (number && hasMessage(key)) return key;
  }
  return null;
}
