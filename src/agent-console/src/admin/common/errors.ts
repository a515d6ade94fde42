import { hasMessage, type Locale, type Translate } from "../../app/i18n";

interface Speech {
  t: Translate;
  locale: Locale;
}

/** Complaints by field path: `name`, `routing.rings.0.afterSeconds`, `texts.zh-CN`. */
export type Errors = Record<string, string>;

/** One way of writing a path, whatever the server's: `Routing.Rings[0].AfterSeconds` → `routing.rings.0.afterSeconds`. */
export function fieldPath(name: string): string {
  return name
    .replace(/^\$\.?/, "")
    .replace(/\[(\w[\w-]*)\]/g, ".$1")
    .split(".")
    .filter(Boolean)
    .map((part, index, all) => (index > 0 && isTextMap(all[index - 1] ?? "") ? part : lowerFirst(part)))
    .join(".");
}

/** Keys below these are data (language tags, priorities), not names of fields. */
const isTextMap = (name: string) =>
  /^(texts|greeting|suggestedQuestions|skills|requiredSkills|priorityBoostSeconds|firstResponse|nextResponse|resolution)$/i.test(
    name,
  );

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

export interface FieldRefusals {
  errors: Record<string, string[]>;
  errorCodes: Record<string, string[]>;
}

/** The server's complaints by field. Its texts are English and exact; in another language the code is worded instead. */
export function serverErrors({ errors, errorCodes }: FieldRefusals, { t, locale }: Speech): Errors {
  const worded = (name: string, text: string, index: number) => {
    const key = `admin.refused.${errorCodes[name]?.[index]}`;
    return locale !== "en" && hasMessage(key) ? t(key) : text;
  };
  return Object.fromEntries(
    Object.entries(errors).map(([name, texts]) => [
      fieldPath(name),
      [...new Set(texts.map((text, index) => worded(name, text, index)))].join(" "),
    ]),
  );
}

/** The complaints that belong to no field the form has shown. */
export function unclaimed(errors: Errors, claimed: ReadonlySet<string>): string[] {
  return Object.entries(errors)
    .filter(([path]) => !claimed.has(path))
    .map(([, text]) => text);
}
