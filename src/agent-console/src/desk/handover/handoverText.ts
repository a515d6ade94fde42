import type { ConversationRow } from "@chatservice/client";
import type { Translate } from "../../app/i18n";
import { shortened } from "../alerts/alertText";

/** "from Lin: she asks for a refund", in one line: who passed a conversation on, and why. */
export function handoverText(t: Translate, { fromName, note }: NonNullable<ConversationRow["handover"]>): string {
  const from = t("desk.handover.short", { from: fromName });
  return note ? t("app.pair", { name: from, value: shortened(note) }) : from;
}
