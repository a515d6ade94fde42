/** `contact.name` → value; an empty or unknown one takes the fallback after `|`. */
export type TemplateValues = Record<string, string | null | undefined>;

const placeholder = /\{\{\s*([\w.-]+)\s*(?:\|([^{}]*))?\}\}/g;

/** Fills `{{contact.name|there}}` in one pass: what came in with a value is text, never another placeholder. */
export function renderTemplate(text: string, values: TemplateValues): string {
  return text.replace(placeholder, (_, name: string, fallback: string | undefined) => {
    const value = Object.hasOwn(values, name) ? values[name]?.trim() : "";
    return value || (fallback?.trim() ?? "");
  });
}
