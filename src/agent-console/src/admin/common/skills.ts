import type { Translate } from "../../app/i18n";
import type { Agent } from "../wire";
import type { checks } from "./checks";
import { useList } from "./data";

/** While it is typed: the name may be empty, the level empty text. */
export interface SkillRow {
  name: string;
  level: number | string;
}

export const skillLevels = { least: 1, most: 5 };
export const mostSkillName = 50;

export const readSkills = (skills: Readonly<Record<string, number>> | null | undefined): SkillRow[] =>
  Object.entries(skills ?? {}).map(([name, level]) => ({ name, level }));

export const skillsBody = (rows: readonly SkillRow[]) =>
  Object.fromEntries(rows.map((skill) => [skill.name.trim(), skill.level]));

/** Each has a name of its own, however it is spelt, and a level. */
export function checkSkills(t: Translate, check: ReturnType<typeof checks>, path: string, rows: readonly SkillRow[]) {
  const seen = new Set<string>();
  rows.forEach((skill, index) => {
    const name = skill.name.trim().toLowerCase();
    check.name(`${path}.${index}.name`, skill.name, mostSkillName);
    if (name && seen.has(name)) check.add(`${path}.${index}.name`, t("admin.agents.skillTwice"));
    seen.add(name);
    check.whole(`${path}.${index}.level`, skill.level, skillLevels.least, skillLevels.most);
  });
}

/** `returns`, `returns (level 3 or higher)`. */
export const neededText = (t: Translate, name: string, level: number) =>
  level > skillLevels.least ? t("app.skill.atLeast", { name, n: level }) : name;

/** What somebody here can do: the same skill should have one name. */
export function useKnownSkills(): string[] {
  const agents = useList<Agent>("/api/agents").data ?? [];
  return [...new Set(agents.flatMap((agent) => Object.keys(agent.skills ?? {})))].sort();
}

/** `name` or `name:level`, as an automatic reply carries it. */
export function readNeed(value: string | null): SkillRow {
  const text = value ?? "";
  const colon = text.lastIndexOf(":");
  if (colon < 0) return { name: text, level: text ? skillLevels.least : "" };
  const level = text.slice(colon + 1);
  return { name: text.slice(0, colon), level: /^\d+$/.test(level) ? Number(level) : "" };
}

export const needText = ({ name, level }: SkillRow) => `${name}:${level}`;
