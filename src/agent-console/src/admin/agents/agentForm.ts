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
  servesAll: boolean;
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
    servesAll: agent?.servesAll ?? true,
    skills: readSkills(agent?.skills),
    languages: agent?.languages ?? [],
    vipDesk: agent?.vipDesk ?? false,
  };
}

/** Teams or inboxes were chosen: the first of them ends "everything", as long as nobody has said both. */
export function placed(values: AgentValues, place: Pick<AgentValues, "teamIds"> | Pick<AgentValues, "inboxIds">) {
  const next = { ...values, ...place };
  const isFirst =
    values.teamIds.length + values.inboxIds.length === 0 && next.teamIds.length + next.inboxIds.length > 0;
  return { ...place, servesAll: values.servesAll && !isFirst };
}

/** Neither a team nor an inbox, and not all of them: such an agent gets and sees nothing. */
export const servesNothing = (agent: Pick<AgentValues, "teamIds" | "inboxIds" | "servesAll">) =>
  !agent.servesAll && agent.teamIds.length === 0 && agent.inboxIds.length === 0;

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
