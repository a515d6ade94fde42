import { Radio, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useI18n } from "../../app/i18n";
import { DeleteButton } from "../common/DeleteButton";
import { useList } from "../common/data";
import type { Agent, Team } from "../wire";
import { fateQuery, leaversOf } from "./leavers";

/** Deleting a team gives nobody more than before: whom it leaves without work is named, and the admin says what they serve. */
export function DeleteTeam({ team, onDone }: { team: Team; onDone(): void }) {
  const { t, locale } = useI18n();
  const agents = useList<Agent>("/api/agents").data ?? [];
  const others = (useList<Team>("/api/teams").data ?? []).filter((other) => other.id !== team.id);
  const leavers = leaversOf(team.id, agents);
  const [fate, setFate] = useState("nothing");
  const names = new Intl.ListFormat(locale).format(leavers.map((agent) => agent.name));
  return (
    <DeleteButton
      path="/api/teams"
      id={team.id}
      name={team.name}
      query={leavers.length > 0 ? fateQuery(fate) : ""}
      onDone={onDone}
      text={
        leavers.length === 0 ? (
          t("admin.teams.deleteText")
        ) : (
          <Stack gap="sm">
            {t("admin.teams.deleteText")}
            <Text fw={600}>{t("admin.teams.leavers", { names })}</Text>
            <Radio.Group label={t("admin.teams.leaversText")} value={fate} onChange={setFate}>
              <Stack gap={8} mt={8}>
                <Radio value="nothing" label={t("admin.teams.leavers.nothing")} />
                {others.map((other) => (
                  <Radio key={other.id} value={other.id} label={other.name} />
                ))}
                <Radio value="all" label={t("admin.teams.leavers.all")} />
              </Stack>
            </Radio.Group>
          </Stack>
        )
      }
    />
  );
}
