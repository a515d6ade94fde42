import type { Translate } from "../../app/i18n";
import type { Errors } from "./errors";

/** Collects complaints; nothing is recorded for what holds. */
export function checks(t: Translate) {
  const errors: Errors = {};
  const add = (path: string, text: string) => {
    errors[path] ??= text;
  };
  return {
    errors,
    add,
    required(path: string, value: string) {
      if (!value.trim()) add(path, t("admin.check.required"));
    },
    name(path: string, value: string, most = 120) {
      if (!value.trim()) add(path, t("admin.check.required"));
      else if (value.trim().length > most) add(path, t("admin.check.tooLong", { n: most }));
    },
    whole(path: string, value: number | string | null | undefined, least: number, most: number) {
      const number = typeof value === "number" ? value : Number.NaN;
      if (!Number.isInteger(number) || number < least || number > most) {
        add(path, t("admin.check.whole", { least, most }));
      }
    },
    email(path: string, value: string) {
      if (!value.trim()) add(path, t("admin.check.required"));
      else if (!/^[^\s@]+@[^\s@]+$/.test(value.trim())) add(path, t("admin.check.email"));
    },
  };
}
