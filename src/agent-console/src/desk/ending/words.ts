import type { ConversationRow, Ending } from "@chatservice/client";
import { hasMessage, type Translate } from "../../app/i18n";
import { contactName } from "../people";

/** "Lin Wei: closing as resolved", "Lin Wei goes to Mei". */
export function endingText(t: Translate, row: ConversationRow, ending: Ending): string {
  const name = contactName(t, row.contact);
  if (ending.kind === "transfer") return t("desk.ending.transfer", { name, to: ending.to ?? "" });
  const key = `desk.ending.close.${ending.resolution}`;
  return t(hasMessage(key) ? key : "desk.ending.close.resolved", { name });
}
