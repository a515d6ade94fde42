import { useLocation } from "wouter";
import { useI18n } from "../../app/i18n";
import { seededName } from "../../app/seeds";
import { useList } from "../common/data";
import { ListPage } from "../common/ListPage";
import { useNames } from "../common/names";
import { Row } from "../common/Row";
import { secondsText } from "../common/seconds";
import { priorities, type SlaPolicy } from "../wire";
import { SlaEditor } from "./SlaEditor";

export function SlaPoliciesPage({ id }: { id?: string }) {
  const { t } = useI18n();
  const [, navigate] = useLocation();
  const query = useList<SlaPolicy>("/api/sla-policies");
  const inboxes = useNames("/api/inboxes");
  const teams = useNames("/api/teams");
  const policy = query.data?.find((item) => item.id === id) ?? null;
  const scope = ({ inboxId, teamId }: SlaPolicy) =>
    [inboxId && inboxes([inboxId], ""), teamId && teams([teamId], "")].filter(Boolean).join(" · ") ||
    t("admin.sla.everywhere");
  const targets = ({ targets: { firstResponse } }: SlaPolicy) =>
    priorities
      .filter((priority) => firstResponse[priority])
      .map((priority) => `${priority} ${secondsText(t, firstResponse[priority] ?? 0)}`)
      .join(" · ");
  const steps = (item: SlaPolicy) =>
    item.steps.map((step) => `${secondsText(t, step.atSeconds)} ${t(`admin.slaAction.${step.action}`)}`).join(" · ");

  return (
    <ListPage
      area="sla-policies"
      query={query}
      words={(item) => `${item.name} ${seededName(t, item.id, item.name)} ${scope(item)}`}
      create={{ label: t("admin.sla.new"), href: "/sla-policies/new" }}
      empty={{ title: t("admin.sla.empty"), text: t("admin.sla.emptyText") }}
      row={(item) => (
        <Row
          key={item.id}
          href={`/sla-policies/${item.id}`}
          title={seededName(t, item.id, item.name)}
          text={scope(item)}
          meta={
            <>
              <div>{targets(item) || t("admin.sla.noFirst")}</div>
              <div>{steps(item)}</div>
            </>
          }
        />
      )}
    >
      {(id === "new" || policy) && (
        <SlaEditor key={id} policy={id === "new" ? null : policy} onClose={() => navigate("/sla-policies")} />
      )}
    </ListPage>
  );
}
