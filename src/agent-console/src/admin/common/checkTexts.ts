import type { Translate } from "../../app/i18n";
import type { Texts } from "../wire";
import type { Errors } from "./errors";
import { templateProblem } from "./template";

const mostText = 8000;

/** Complaints about reply texts; `path` is the field that holds the languages. Blank languages are left out when stored. */
export function checkTexts(t: Translate, path: string, texts: Texts): Errors {
  const errors: Errors = {};
  const filled = Object.entries(texts).filter(([, text]) => text.trim());
  const first = Object.keys(texts)[0];
  if (filled.length === 0 && first) errors[`${path}.${first}`] = t("admin.template.oneText");
  for (const [tag, text] of filled) {
    const problem = templateProblem(text);
    if (text.length > mostText) errors[`${path}.${tag}`] = t("admin.check.tooLong", { n: mostText });
    else if (problem?.kind === "unknown") {
      errors[`${path}.${tag}`] = t("admin.template.unknown", { name: problem.name ?? "" });
    } else if (problem) errors[`${path}.${tag}`] = t(`admin.template.${problem.kind}`);
  }
  return errors;
}

export const filledTexts = (texts: Texts): Texts =>
  Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim()));
