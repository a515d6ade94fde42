import type { Translate } from "../app/i18n";

/** `21-30 s`; what is longer than the last border has a word instead of numbers. */
export function bucketText(t: Translate, label: string): string {
  return label === "longer" ? t("reports.longer") : t("reports.bucket", { label });
}
