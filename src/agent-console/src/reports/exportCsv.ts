import type { Translate } from "../app/i18n";
import { bucketText } from "./buckets";
import { csv } from "./csv";
import { formulaText } from "./formula";
import { columns } from "./groups";
import { dayText } from "./period";
import type { ServiceLevel } from "./wire";

/** The figures as a table: raw numbers (ratios 0…1, seconds), the formulas in force at the end. */
export function serviceLevelCsv(t: Translate, report: ServiceLevel, nameLabel: string): string {
  const within = { n: report.targetSeconds };
  const buckets = report.total.buckets.map((bucket) => bucket.label);
  const rows = [...report.groups, { key: "", name: t("reports.total"), level: report.total }];
  return csv([
    [nameLabel, ...columns.map((column) => t(column.label, within)), ...buckets.map((label) => bucketText(t, label))],
    ...rows.map(({ name, level }) => [
      name || t("reports.nobody"),
      ...columns.map((column) => column.value(level)),
      ...buckets.map((label) => level.buckets.find((bucket) => bucket.label === label)?.count ?? 0),
    ]),
    [],
    [t("reports.period"), report.from, report.to],
    [t("reports.column.frt30", within), formulaText(t, report.formula.frt30) ?? report.formula.frt30],
    [t("reports.column.sl30", within), formulaText(t, report.formula.sl30) ?? report.formula.sl30],
  ]);
}

export function csvName(report: ServiceLevel): string {
  return `service-level_${dayText(new Date(report.from))}_${dayText(new Date(Date.parse(report.to) - 1))}.csv`;
}
