import { en, type Words } from "../locales/en";

const rightToLeft = new Set(["ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"]);

/** The words and formats of one language. */
export class Language {
  readonly tag: string;
  readonly #words: Partial<Words>;
  readonly #plural: Intl.PluralRules;
  readonly #time: Intl.DateTimeFormat;
  readonly #day: Intl.DateTimeFormat;

  constructor(tag: string, words: Partial<Words>) {
    this.tag = tag;
    this.#words = words;
    this.#plural = new Intl.PluralRules(tag);
    this.#time = new Intl.DateTimeFormat(tag, { hour: "numeric", minute: "2-digit" });
    this.#day = new Intl.DateTimeFormat(tag, { weekday: "long", month: "short", day: "numeric" });
  }

  get direction(): "rtl" | "ltr" {
    return rightToLeft.has(this.tag.split("-")[0] as string) ? "rtl" : "ltr";
  }

  readonly t = (key: keyof Words, values: Record<string, string | number> = {}): string =>
    (this.#words[key] ?? en[key]).replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));

  /** The plural form for `n` of a key that ends in `_other`. */
  readonly count = (key: "unread" | "statusBefore" | "statusMinutes", n: number): string => {
    const form = `${key}_${this.#plural.select(n)}` as keyof Words;
    return this.t(form in en || form in this.#words ? form : `${key}_other`, { n });
  };

  has(key: string): key is keyof Words {
    return key in en;
  }

  time(at: Date): string {
    return this.#time.format(at);
  }

  day(at: Date, now: Date): string {
    const days = Math.round((startOfDay(now) - startOfDay(at)) / 86_400_000);
    if (days === 0) return this.t("today");
    return days === 1 ? this.t("yesterday") : this.#day.format(at);
  }

  /** "10:00" today, else with the day. */
  when(at: Date, now: Date): string {
    if (startOfDay(at) === startOfDay(now)) return this.time(at);
    return new Intl.DateTimeFormat(this.tag, { weekday: "long", hour: "numeric", minute: "2-digit" }).format(at);
  }
}

const startOfDay = (at: Date): number => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();

/**
 * English is always there, Chinese is a chunk of its own, and any other language is a JSON file with the same keys at
 * `/widget/locales/<tag>.json` of the server. A language that nobody brought falls back to English.
 */
export async function loadLanguage(tag: string, origin: string): Promise<Language> {
  const clean = validTag(tag);
  const base = clean.split("-")[0] as string;
  if (base === "en") return new Language(clean, en);
  if (base === "zh") return new Language(clean, (await import("../locales/zh-CN")).zhCN);
  for (const name of new Set([clean, base])) {
    const response = await fetch(`${origin}/widget/locales/${name}.json`, { credentials: "omit" }).catch(() => null);
    if (response?.ok && response.headers.get("Content-Type")?.includes("json"))
      return new Language(clean, await response.json());
  }
  return new Language("en", en);
}

function validTag(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? "en";
  } catch {
    return "en";
  }
}
