import { useI18n } from "../../app/i18n";
import type { Stored } from "../wire";
import { useList } from "./data";

/** Writes ids as a list of names in the reader's language; `none` when there are none. */
export function useNames(path: string): (ids: readonly string[], none: string) => string {
  const { locale } = useI18n();
  const items = useList<Stored & { name: string }>(path).data;
  return (ids, none) => {
    const names = ids.map((id) => items?.find((item) => item.id === id)?.name).filter((name) => name !== undefined);
    return ids.length === 0 ? none : names.length === 0 ? "…" : new Intl.ListFormat(locale).format(names);
  };
}
