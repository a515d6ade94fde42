import { serverErrors } from "../admin/common/errors";
import { ApiError } from "../app/api";
import { errorText } from "../app/errors";
import type { Locale, Translate } from "../app/i18n";

/** What the server has against the input, by field; under `form` what belongs to none. */
export function refusalsOf(t: Translate, locale: Locale, error: unknown): Record<string, string> {
  const fields = error instanceof ApiError ? serverErrors(error, { t, locale }) : {};
  return Object.keys(fields).length > 0 ? fields : { form: errorText(t, error) };
}

/** What has to be filled in first, by field. */
export function missingOf(t: Translate, values: Record<string, string>): Record<string, string> {
  const empty = Object.entries(values).filter(([, value]) => !value.trim());
  return Object.fromEntries(empty.map(([name]) => [name, t("app.login.missing")]));
}
