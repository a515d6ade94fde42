/** Offered in pickers; any other tag can be typed where it matters. */
export const commonLanguages = [
  "en",
  "zh-CN",
  "zh-TW",
  "ja",
  "ko",
  "fr",
  "de",
  "es",
  "pt-BR",
  "it",
  "ru",
  "ar",
  "hi",
  "id",
  "ms",
  "th",
  "tr",
  "vi",
  "nl",
  "pl",
] as const;

export function languageName(tag: string, locale: string): string {
  try {
    // People know these by their script, not by their country.
    const known = { "zh-CN": "zh-Hans", "zh-TW": "zh-Hant" }[tag] ?? tag;
    return new Intl.DisplayNames([locale], { type: "language" }).of(known) ?? tag;
  } catch {
    return tag;
  }
}

/** The choices for a picker, the values in use among them. */
export function languageChoices(locale: string, inUse: readonly string[] = []) {
  return [...new Set([...commonLanguages, ...inUse])].map((value) => ({ value, label: languageName(value, locale) }));
}

/** Console languages first, then by tag, so that tabs keep their places. */
export function sortLanguages(tags: Iterable<string>): string[] {
  const rank = (tag: string) => (tag === "en" ? 0 : tag === "zh-CN" ? 1 : 2);
  return [...tags].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}
