import type { MessageKey } from "../app/i18n";
import type { Level, LevelGroup } from "./wire";

export interface Column {
  key: string;
  label: MessageKey;
  value(level: Level): number | null;
  kind: "count" | "ratio" | "seconds";
}

export const columns: Column[] = [
  { key: "conversations", label: "reports.column.conversations", value: (level) => level.conversations, kind: "count" },
  { key: "answered", label: "reports.column.answered", value: (level) => level.answered, kind: "count" },
  { key: "frt30", label: "reports.column.frt30", value: (level) => level.frt30, kind: "ratio" },
  { key: "sl30", label: "reports.column.sl30", value: (level) => level.sl30, kind: "ratio" },
  { key: "p50", label: "reports.column.p50", value: (level) => level.frt.p50, kind: "seconds" },
  { key: "p90", label: "reports.column.p90", value: (level) => level.frt.p90, kind: "seconds" },
  { key: "p95", label: "reports.column.p95", value: (level) => level.frt.p95, kind: "seconds" },
  { key: "breached", label: "reports.column.breached", value: (level) => level.breached, kind: "count" },
  { key: "abandoned", label: "reports.column.abandoned", value: (level) => level.abandoned, kind: "count" },
];

export interface Sort {
  key: string;
  down: boolean;
}

/** By a column or by `name`; groups without a figure come last whichever way. */
export function sortGroups(groups: readonly LevelGroup[], sort: Sort, locale: string): LevelGroup[] {
  const column = columns.find((item) => item.key === sort.key);
  const sign = sort.down ? -1 : 1;
  const byName = new Intl.Collator(locale, { numeric: true });
  return [...groups].sort((a, b) => {
    if (!column) return sign * byName.compare(a.name, b.name);
    const [one, two] = [column.value(a.level), column.value(b.level)];
    if (one === null || two === null) return Number(one === null) - Number(two === null);
    return sign * (one - two) || byName.compare(a.name, b.name);
  });
}
