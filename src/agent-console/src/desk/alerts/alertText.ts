import { hasMessage, type Translate } from "../../app/i18n";
import type { Alert } from "./alertLog";

/** The line of an alert, in the language of the moment it is read. */
export function alertText(
  t: Translate,
  { kind, name, detail, text }: Pick<Alert, "kind" | "name" | "detail" | "text">,
): string {
  const metric = `desk.metric.${detail}`;
  const line = t(`desk.alerts.${kind}`, {
    name: name || t("desk.row.anonymous"),
    detail: hasMessage(metric) ? t(metric) : detail,
  });
  return text ? t("app.pair", { name: line, value: shortened(text) }) : line;
}

const most = 80;

/** Enough of a note to know what it is about. */
export function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > most ? `${line.slice(0, most).trimEnd()}…` : line;
}
