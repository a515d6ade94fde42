import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useState } from "react";
import { useI18n } from "../app/i18n";
import { duration, percent, verdict } from "./figures";
import { type Column, columns, type Sort, sortGroups } from "./groups";
import classes from "./Reports.module.css";
import type { Level, LevelGroup } from "./wire";

interface Props {
  nameLabel: string;
  groups: LevelGroup[];
  target: number;
  targetSeconds: number;
  onPick(group: LevelGroup): void;
}

export function GroupTable({ nameLabel, groups, target, targetSeconds, onPick }: Props) {
  const { t, locale } = useI18n();
  const [sort, setSort] = useState<Sort>({ key: "name", down: false });
  const heads = [
    { key: "name", text: nameLabel },
    ...columns.map(({ key, label }) => ({ key, text: t(label, { n: targetSeconds }) })),
  ];
  const Arrow = sort.down ? IconArrowDown : IconArrowUp;

  function cell(column: Column, level: Level) {
    const value = column.value(level);
    if (column.kind === "ratio") {
      const tone = verdict(value, target, level[`${column.key}Of` as "frt30Of" | "sl30Of"]);
      return (
        <span className={tone === "none" || tone === "few" ? undefined : classes[tone]}>{percent(locale, value)}</span>
      );
    }
    return column.kind === "seconds" ? duration(locale, value) : (value ?? 0).toLocaleString(locale);
  }

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={classes.scroll} aria-label={nameLabel} tabIndex={0}>
      <table className={classes.table}>
        <thead>
          <tr>
            {heads.map(({ key, text }) => {
              const here = sort.key === key;
              return (
                <th key={key} scope="col" aria-sort={here ? (sort.down ? "descending" : "ascending") : "none"}>
                  <button
                    type="button"
                    className={classes.sort}
                    onClick={() => setSort({ key, down: here ? !sort.down : key !== "name" })}
                  >
                    {text}
                    {here && <Arrow size={14} aria-hidden />}
                  </button>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {sortGroups(groups, sort, locale).map((group) => (
            <tr key={group.key}>
              <th scope="row">
                <button type="button" className={classes.plain} onClick={() => onPick(group)}>
                  {group.name || t("reports.nobody")}
                </button>
              </th>
              {columns.map((column) => (
                <td key={column.key}>{cell(column, group.level)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
