import type { Translate } from "../app/i18n";

/** A name for everybody: those who gave none are told apart by the beginning of their id. */
export function contactName(t: Translate, contact: { id: string; name: string | null }): string {
  return contact.name?.trim() || `${t("desk.row.anonymous")} ${contact.id.slice(-4)}`;
}
