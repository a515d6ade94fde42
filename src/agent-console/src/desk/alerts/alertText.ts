import { hasMessage, type Translate } from "../../app/i18n";
import type { Alert } from "./alertLog";

/** The line of an alert, in the language of the moment it is read. */
export function alertText(t: Translate, { kind, name, detail }: Pick<Alert, "kind" | "name" | "detail">): string {
  const metric = `desk.metric.${detail}`;
  return t(`desk.alerts.${kind}`, {
    name: name || t("desk.row.anonymous"),
    detail: hasMessage(metric) ? t(metric) : detail,
  });
}
