import { useI18n } from "../app/i18n";
import type { AreaName } from "./areas";
import { useList } from "./common/data";
import type { Agent, AutoReply, BusinessHours, CannedReply, Inbox, SlaPolicy, Team } from "./wire";

/** A few words per area: how many there are. Empty while it is being read. */
export function useSetUp(mine: readonly AreaName[]): Partial<Record<AreaName, string>> {
  const { t } = useI18n();
  const may = (area: AreaName) => mine.includes(area);
  const count = (items: unknown[] | undefined) => items && t("admin.count", { n: items.length });
  const agents = useList<Agent>("/api/agents", may("agents")).data?.filter((agent) => !agent.disabled);
  const inboxes = useList<Inbox>("/api/inboxes", may("inboxes")).data?.filter((inbox) => inbox.enabled);
  const rules = useList<AutoReply>("/api/auto-replies", may("auto-replies")).data?.filter((rule) => rule.enabled);
  return {
    agents: count(agents),
    teams: count(useList<Team>("/api/teams", may("teams")).data),
    inboxes: count(inboxes),
    "business-hours": count(useList<BusinessHours>("/api/business-hours", may("business-hours")).data),
    "sla-policies": count(useList<SlaPolicy>("/api/sla-policies", may("sla-policies")).data),
    "canned-replies": count(useList<CannedReply>("/api/canned-replies", may("canned-replies")).data),
    "auto-replies": count(rules),
  };
}
