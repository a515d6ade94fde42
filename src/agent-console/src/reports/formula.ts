import type { Translate } from "../app/i18n";

const answered =
  /^(\S+) = conversations with a first human answer within (\S+) s (in business hours|by the clock) ÷ conversations with a customer message(?:, without those who left unanswered in under (\S+) s)?$/;
const accepted =
  /^(\S+) = accepted within (\S+) s after entering the queue ÷ (?:accepted|(\(accepted \+ abandoned(?: − abandoned in under (\S+) s)?\)))(, without transfers out)?$/;

/** The server's formula in the reader's language; null when it is one that we have no words for, to be shown as it is. */
export function formulaText(t: Translate, formula: string): string | null {
  const first = answered.exec(formula);
  if (first) {
    const [, name = "", seconds = "", hours, short] = first;
    return t("reports.formula.answered", {
      name,
      seconds,
      clock: t(hours === "by the clock" ? "reports.formula.wall" : "reports.formula.business"),
      without: short ? t("reports.formula.withoutShort", { seconds: short }) : "",
    });
  }
  const second = accepted.exec(formula);
  if (!second) return null;
  const [, name = "", seconds = "", abandons, short, transfers] = second;
  const minus = short ? t("reports.formula.minusShort", { seconds: short }) : "";
  return t("reports.formula.accepted", {
    name,
    seconds,
    base: abandons ? t("reports.formula.withAbandons", { minus }) : t("reports.formula.acceptedOnly"),
    without: transfers ? t("reports.formula.withoutTransfers") : "",
  });
}
