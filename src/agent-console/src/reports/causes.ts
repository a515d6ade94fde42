import { hasMessage, type Translate } from "../app/i18n";

/** `acceptedNotAnswered`, `AcceptedNotAnswered` and `accepted_not_answered` are one cause. */
export function causeKey(cause: string): string {
  return cause
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replaceAll("-", "_")
    .toLowerCase();
}

export function causeText(t: Translate, cause: string | null): string {
  if (!cause) return t("reports.cause.unknown");
  const key = `reports.cause.${causeKey(cause)}`;
  return hasMessage(key) ? t(key) : causeKey(cause).replaceAll("_", " ");
}
