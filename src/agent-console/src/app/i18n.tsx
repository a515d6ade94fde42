import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { messages as en } from "./locales/en";
import { messages as zhCN } from "./locales/zh-CN";
import { readSetting, writeSetting } from "./settings";

type Areas = typeof en;
/** `app.login.title`, `desk.queue.empty`, …: the area, a dot, the key inside that area's file. */
export type MessageKey = { [A in keyof Areas]: `${A & string}.${keyof Areas[A] & string}` }[keyof Areas];
export type Params = Record<string, string | number>;
export type Locale = "en" | "zh-CN";
export type Translate = (key: MessageKey, params?: Params) => string;

export const locales: Record<Locale, { name: string; messages: Record<keyof Areas, Record<string, string>> }> = {
  en: { name: "English", messages: en },
  "zh-CN": { name: "简体中文", messages: zhCN },
};

/** Fills `{name}` and `{count|one|other}`; numbers are written the way the locale writes them. */
export function format(locale: Locale, text: string, params: Params = {}): string {
  return text.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name: string, one?: string, other?: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    if (one !== undefined) return new Intl.PluralRules(locale).select(Number(value)) === "one" ? one : (other ?? "");
    return typeof value === "number" ? value.toLocaleString(locale) : value;
  });
}

export function translate(locale: Locale, key: MessageKey, params?: Params): string {
  const dot = key.indexOf(".");
  const area = locales[locale].messages[key.slice(0, dot) as keyof Areas];
  return format(locale, area[key.slice(dot + 1)] ?? key, params);
}

/** True when there are words for the key: for keys built from the server's values (states, error codes). */
export function hasMessage(key: string): key is MessageKey {
  const dot = key.indexOf(".");
  const area = (en as Record<string, Record<string, string>>)[key.slice(0, dot)];
  return area !== undefined && Object.hasOwn(area, key.slice(dot + 1));
}

export function preferredLocale(languages: readonly string[] = navigator.languages): Locale {
  for (const tag of languages) {
    if (/^zh\b/i.test(tag)) return "zh-CN";
    if (/^en\b/i.test(tag)) return "en";
  }
  return "en";
}

/** The browser's own variant of the language (en-GB) for dates and numbers, so that they look as they do elsewhere. */
export function formatTag(locale: Locale, languages: readonly string[] = navigator.languages): string {
  const language = locale.split("-")[0] ?? locale;
  return languages.find((tag) => tag.split("-")[0]?.toLowerCase() === language) ?? locale;
}

interface I18n {
  locale: Locale;
  /** For `Intl` and `toLocale…String`: the language of the words, in the browser's variant. */
  tag: string;
  setLocale(locale: Locale): void;
  t: Translate;
}

const Context = createContext<I18n | null>(null);

export function I18nProvider({ children }: { children: ReactNode }) {
  const [locale, setState] = useState<Locale>(() => {
    const stored = readSetting("locale");
    return stored === "en" || stored === "zh-CN" ? stored : preferredLocale();
  });
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  const setLocale = useCallback((next: Locale) => {
    writeSetting("locale", next);
    setState(next);
  }, []);
  const value = useMemo<I18n>(
    () => ({ locale, tag: formatTag(locale), setLocale, t: (key, params) => translate(locale, key, params) }),
    [locale, setLocale],
  );
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

/** `const { t, locale } = useI18n();` */
export function useI18n(): I18n {
  const value = useContext(Context);
  if (!value) throw new Error("useI18n needs an I18nProvider above it");
  return value;
}
