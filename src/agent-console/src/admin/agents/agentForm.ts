import type { Translate } from "../../app/i18n";
import { checks } from "../common/checks";
import type { Errors } from "../common/errors";
import type { Agent, Role } from "../wire";

export interface SkillRow {
  name: string;
  level: number | string;
}

export interface AgentValues {
  email: string;
  name: string;
  role: Role;
  locale: string;
  capacity: number | string;
  teamIds: string[];
  inboxIds: string[];
  skills: SkillRow[];
  languages: string[];
  vipDesk: boolean;
}

export const skillLevels = { least: 1, most: 5 };

export function readAgent(agent: Agent | null): AgentValues {
  return {
    email: agent?.email ?? "",
    name: agent?.name ?? "",
    role: agent?.role ?? "agent",
    locale: agent?.locale ?? "en",
    capacity: agent?.capacity ?? 4,
    teamIds: agent?.teamIds ?? [],
    inboxIds: agent?.inboxIds ?? [],
    skills: Object.entries(agent?.skills ?? {}).map(([name, level]) => ({ name, level })),
    languages: agent?.languages ?? [],
    vipDesk: agent?.vipDesk ?? false,
  };
}

export function validateAgent(t: Translate, values: AgentValues): Errors {
  const check = checks(t);
  check.email("email", values.email);
  check.name("name", values.name);
  check.whole("capacity", values.capacity, 1, 100);
  const seen = new Set<string>();
  values.skills.forEach((skill, index) => {
    const name = skill.name.trim().toLowerCase();
    check.name(`skills.${index}.name`, skill.name, 50);
    if (name && seen.has(name)) check.add(`skills.${index}.name`, t("admin.agents.skillTwice"));
    seen.add(name);
    check.whole(`skills.${index}.level`, skill.level, skillLevels.least, skillLevels.most);
  });
  return check.errors;
}

export function agentBody(values: AgentValues, disabled: boolean) {
  return {
    ...values,
    email: values.email.trim(),
    name: values.name.trim(),
    skills: Object.fromEntries(values.skills.map((skill) => [skill.name.trim(), skill.level])),
    disabled,
  };
}
