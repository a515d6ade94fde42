import type { Translate } from "../../app/i18n";
import { timeAgo } from "../common/time";
import type { Agent } from "../wire";

/** Was invited and has not logged in yet. */
export const isWaitedFor = (agent: Agent) => Boolean(agent.invited) && !agent.disabled;

/** How long the link is still good, or that a new one is needed. */
export function inviteText(t: Translate, locale: string, agent: Agent, now = Date.now()): string {
  const until = agent.invitedUntil;
  return until && Date.parse(until) > now
    ? t("admin.agents.inviteEnds", { when: timeAgo(locale, until, now) })
    : t("admin.agents.inviteOver");
}
