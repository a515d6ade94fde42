import type { Translate } from "../../app/i18n";
import { checks } from "../common/checks";
import type { Errors } from "../common/errors";
import { checkSkills, readSkills, type SkillRow, skillsBody } from "../common/skills";
import type { Agent, Role } from "../wire";

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

export function readAgent(agent: Agent | null): AgentValues {
  return {
    email: agent?.email ?? "",
    name: agent?.name ?? "",
    role: agent?.role ?? "agent",
    locale: agent?.locale ?? "en",
    capacity: agent?.capacity ?? 4,
    teamIds: agent?.teamIds ?? [],
    inboxIds: agent?.inboxIds ?? [],
    skills: readSkills(agent?.skills),
    languages: agent?.languages ?? [],
    vipDesk: agent?.vipDesk ?? false,
  };
}

export function validateAgent(t: Translate, values: AgentValues): Errors {
  const check = checks(t);
  check.email("email", values.email);
  check.name("name", values.name);
  check.whole("capacity", values.capacity, 1, 100);
  checkSkills(t, check, "skills", values.skills);
  return check.errors;
}

export function agentBody(values: AgentValues, disabled: boolean) {
  return {
    ...values,
    email: values.email.trim(),
    name: values.name.trim(),
    skills: skillsBody(values.skills),
    disabled,
  };
}
