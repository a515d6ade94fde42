import type { Translate } from "../../app/i18n";
import { checks } from "../common/checks";
import { checkTexts, filledTexts } from "../common/checkTexts";
import type { Errors } from "../common/errors";
import type { CannedReply } from "../wire";

export function readCanned(reply: CannedReply | null) {
  return {
    shortcut: reply?.shortcut ?? "/",
    title: reply?.title ?? "",
    texts: reply && Object.keys(reply.texts).length > 0 ? reply.texts : { en: "" },
    inboxIds: reply?.inboxIds ?? [],
    teamIds: reply?.teamIds ?? [],
  };
}

export type CannedValues = ReturnType<typeof readCanned>;

/** A slash, then lower-case letters, digits and hyphens of any script; 32 characters with the slash. */
export const isShortcut = (text: string) => /^\/[\p{Ll}\p{Lo}\p{Lm}\p{Nd}-]+$/u.test(text) && text.length <= 32;

/** What was typed as a shortcut: the slash is ours, capitals and blanks are none of it. */
export function toShortcut(text: string): string {
  return `/${text.replace(/^\/+/, "").toLowerCase().replace(/\s+/g, "-")}`;
}

export function validateCanned(t: Translate, values: CannedValues, others: readonly CannedReply[]): Errors {
  const check = checks(t);
  if (!isShortcut(values.shortcut)) check.add("shortcut", t("admin.canned.shortcutRule"));
  else if (others.some((other) => other.shortcut === values.shortcut)) {
    check.add("shortcut", t("admin.canned.shortcutTaken"));
  }
  check.name("title", values.title);
  return { ...check.errors, ...checkTexts(t, "texts", values.texts) };
}

export const cannedBody = (values: CannedValues) => ({
  ...values,
  title: values.title.trim(),
  texts: filledTexts(values.texts),
});
