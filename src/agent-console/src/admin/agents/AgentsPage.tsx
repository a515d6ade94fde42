import { Group, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { useLocation } from "wouter";
import { useI18n } from "../../app/i18n";
import classes from "../common/admin.module.css";
import { useList } from "../common/data";
import { Face } from "../common/Face";
import { ListPage } from "../common/ListPage";
import { languageName } from "../common/languages";
import { useNames } from "../common/names";
import { OneTimeSecret } from "../common/OneTimeSecret";
import { Row } from "../common/Row";
import { Tag } from "../common/Tag";
import type { Agent } from "../wire";
import { AgentEditor, type NewPassword } from "./AgentEditor";
import { servesNothing } from "./agentForm";
import { inviteText, isWaitedFor } from "./invite";

const isLocked = (agent: Agent) => Date.parse(agent.strangersLockedUntil ?? "") > Date.now();

export function AgentsPage({ id }: { id?: string }) {
  const { t, locale } = useI18n();
  const [, navigate] = useLocation();
  const query = useList<Agent>("/api/agents");
  const teamNames = useNames("/api/teams");
  const inboxNames = useNames("/api/inboxes");
  const [password, setPassword] = useState<NewPassword | null>(null);
  const [which, setWhich] = useState<"active" | "all">("active");
  const hasDisabled = query.data?.some((agent) => agent.disabled) ?? false;
  const shown = { ...query, data: query.data?.filter((agent) => which === "all" || !agent.disabled) } as typeof query;
  const agent = query.data?.find((item) => item.id === id) ?? null;
  const close = () => navigate("/agents");

  return (
    <ListPage
      area="agents"
      query={shown}
      words={(item) =>
        [
          item.name,
          item.email,
          t(`app.role.${item.role}`),
          isWaitedFor(item) ? t("admin.agents.invited") : "",
          teamNames(item.teamIds, ""),
          ...Object.keys(item.skills),
        ].join(" ")
      }
      create={{ label: t("admin.agents.new"), href: "/agents/new" }}
      empty={{ title: t("admin.agents.empty"), text: t("admin.agents.emptyText") }}
      tools={
        hasDisabled && (
          <SegmentedControl
            aria-label={t("admin.agents.which")}
            value={which}
            onChange={(value) => setWhich(value as typeof which)}
            data={[
              { value: "active", label: t("admin.agents.which.active") },
              { value: "all", label: t("admin.agents.which.all") },
            ]}
          />
        )
      }
      row={(item) => (
        <Row
          key={item.id}
          href={`/agents/${item.id}`}
          lead={<Face size={36} name={item.name} />}
          title={item.name}
          text={
            <>
              {item.email}
              {isWaitedFor(item) && <div className={classes.rowWait}>{inviteText(t, locale, item)}</div>}
            </>
          }
          meta={
            <>
              <div>
                {teamNames(item.teamIds, t("admin.agents.noTeams"))} ·{" "}
                {item.servesAll
                  ? t("admin.allInboxes")
                  : inboxNames(
                      item.inboxIds,
                      t(servesNothing(item) ? "admin.agents.noInbox" : "admin.agents.teamsInboxes"),
                    )}
              </div>
              <div>
                {[
                  t("admin.agents.slots", { n: item.capacity }),
                  ...item.languages.map((tag) => languageName(tag, locale)),
                  ...Object.keys(item.skills),
                ].join(" · ")}
              </div>
            </>
          }
          end={
            <Group gap={6} wrap="nowrap">
              {isLocked(item) && (
                <Tag tone="gold" title={t("admin.agents.strangersText")}>
                  {t("admin.agents.strangers")}
                </Tag>
              )}
              {isWaitedFor(item) && <Tag tone="gold">{t("admin.agents.invited")}</Tag>}
              {item.vipDesk && <Tag tone="gold">VIP</Tag>}
              <Tag tone={item.disabled ? "plain" : item.role === "agent" ? "plain" : "accent"}>
                {item.disabled ? t("admin.agents.disabled") : t(`app.role.${item.role}`)}
              </Tag>
            </Group>
          }
        />
      )}
    >
      {(id === "new" || agent) && (
        <AgentEditor key={id} agent={id === "new" ? null : agent} onClose={close} onPassword={setPassword} />
      )}
      {password && (
        <OneTimeSecret
          title={t(password.isLink ? "admin.agents.linkTitle" : "admin.agents.passwordTitle", { name: password.name })}
          text={t(password.isLink ? "admin.agents.linkText" : "admin.agents.passwordText")}
          secret={password.password}
          onClose={() => setPassword(null)}
        />
      )}
    </ListPage>
  );
}
