/** `zh-CN` → `Chinese (China)` in the reader's own language; what is no language stays as it is. */
export function languageName(locale: string, tag: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
