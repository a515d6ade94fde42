import { Avatar } from "@mantine/core";
import { useLocation } from "wouter";
import { useI18n } from "../../app/i18n";
import { useList } from "../common/data";
import { Face } from "../common/Face";
import { ListPage } from "../common/ListPage";
import { useNames } from "../common/names";
import { Row } from "../common/Row";
import type { Agent, Team } from "../wire";
import { TeamEditor } from "./TeamEditor";

const mostFaces = 5;

export function TeamsPage({ id }: { id?: string }) {
  const { t } = useI18n();
  const [, navigate] = useLocation();
  const query = useList<Team>("/api/teams");
  const teamNames = useNames("/api/teams");
  const agentNames = useNames("/api/agents");
  const team = query.data?.find((item) => item.id === id) ?? null;

  return (
    <ListPage
      area="teams"
      query={query}
      words={(item) => `${item.name} ${agentNames(item.memberIds, "")}`}
      create={{ label: t("admin.teams.new"), href: "/teams/new" }}
      empty={{ title: t("admin.teams.empty"), text: t("admin.teams.emptyText") }}
      row={(item) => (
        <Row
          key={item.id}
          href={`/teams/${item.id}`}
          title={item.name}
          text={t("admin.teams.members", { n: item.memberIds.length })}
          meta={
            item.siblingTeamIds.length > 0
              ? t("admin.teams.helpedBy", { teams: teamNames(item.siblingTeamIds, "") })
              : t("admin.teams.noSiblings")
          }
          end={<Faces ids={item.memberIds} />}
        />
      )}
    >
      {(id === "new" || team) && (
        <TeamEditor key={id} team={id === "new" ? null : team} onClose={() => navigate("/teams")} />
      )}
    </ListPage>
  );
}

function Faces({ ids }: { ids: string[] }) {
  const agents = useList<Agent>("/api/agents").data ?? [];
  const members = agents.filter((agent) => ids.includes(agent.id));
  if (members.length === 0) return null;
  return (
    <Avatar.Group aria-hidden>
      {members.slice(0, mostFaces).map((agent) => (
        <Face key={agent.id} size={28} name={agent.name} />
      ))}
      {members.length > mostFaces && (
        <Avatar size={28} radius="xl">
          +{members.length - mostFaces}
        </Avatar>
      )}
    </Avatar.Group>
  );
}
