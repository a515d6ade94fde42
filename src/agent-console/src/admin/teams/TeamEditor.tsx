import { Stack, TextInput } from "@mantine/core";
import { useI18n } from "../../app/i18n";
import { checks } from "../common/checks";
import { EditorDrawer } from "../common/EditorDrawer";
import { AgentsPicker, TeamsPicker } from "../common/pickers";
import { useForm } from "../common/useForm";
import type { Team } from "../wire";
import { DeleteTeam } from "./DeleteTeam";

const readTeam = (team: Team | null) => ({
  name: team?.name ?? "",
  memberIds: team?.memberIds ?? [],
  siblingTeamIds: team?.siblingTeamIds ?? [],
});

export function TeamEditor({ team, onClose }: { team: Team | null; onClose(): void }) {
  const { t } = useI18n();
  const form = useForm({
    path: "/api/teams",
    item: team,
    read: readTeam,
    validate: (values) => {
      const check = checks(t);
      check.name("name", values.name);
      return check.errors;
    },
    body: (values) => ({ ...values, name: values.name.trim() }),
    onSaved: onClose,
  });
  const { values, set, error } = form;
  return (
    <EditorDrawer
      title={team ? team.name : t("admin.teams.new")}
      form={form}
      isNew={!team}
      onClose={onClose}
      size={480}
      actions={team && <DeleteTeam team={team} onDone={onClose} />}
    >
      <Stack gap="lg">
        <TextInput
          label={t("admin.field.name")}
          required
          data-autofocus={team ? undefined : true}
          value={values.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          error={error("name")}
        />
        <AgentsPicker
          label={t("admin.field.memberIds")}
          placeholder={t("admin.teams.pickMembers")}
          value={values.memberIds}
          onChange={(memberIds) => set({ memberIds })}
          error={error("memberIds")}
        />
        <TeamsPicker
          label={t("admin.field.siblingTeamIds")}
          description={t("admin.teams.siblingsHint")}
          placeholder={t("admin.teams.noSiblings")}
          without={team?.id ?? null}
          value={values.siblingTeamIds}
          onChange={(siblingTeamIds) => set({ siblingTeamIds })}
          error={error("siblingTeamIds")}
        />
      </Stack>
    </EditorDrawer>
  );
}
