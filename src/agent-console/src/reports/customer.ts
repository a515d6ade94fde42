import type { Translate } from "../app/i18n";

/** As the desk calls them: those who gave no name are told apart by the end of their id. */
export function customerName(t: Translate, contact: { id: string; name: string | null }): string {
  return contact.name?.trim() || `${t("reports.visitor")} ${contact.id.slice(-4)}`;
}
