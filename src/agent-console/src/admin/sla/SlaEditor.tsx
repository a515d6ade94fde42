import { Chip, Group, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useI18n } from "../../app/i18n";
import { seededName } from "../../app/seeds";
import { DeleteButton } from "../common/DeleteButton";
import { EditorDrawer } from "../common/EditorDrawer";
import { InboxPicker, TeamPicker } from "../common/pickers";
import { Section } from "../common/Section";
import { useForm } from "../common/useForm";
import { type SlaAction, type SlaPolicy, slaActions } from "../wire";
import { StepsField } from "./StepsField";
import { policyBody, readPolicy, validatePolicy } from "./slaForm";
import { TargetsGrid } from "./TargetsGrid";

export function SlaEditor({ policy, onClose }: { policy: SlaPolicy | null; onClose(): void }) {
  const { t } = useI18n();
  const form = useForm({
    path: "/api/sla-policies",
    item: policy,
    read: readPolicy,
    validate: (values) => validatePolicy(t, values),
    body: policyBody,
    onSaved: onClose,
  });
  const { values, set, error } = form;
  return (
    <EditorDrawer
      title={policy ? seededName(t, policy.id, policy.name) : t("admin.sla.new")}
      form={form}
      isNew={!policy}
      onClose={onClose}
      size={720}
      actions={
        policy && (
          <DeleteButton
            path="/api/sla-policies"
            id={policy.id}
            name={policy.name}
            text={t("admin.sla.deleteText")}
            onDone={onClose}
          />
        )
      }
    >
      <Section title={t("admin.sla.scope")} text={t("admin.sla.scopeText")}>
        <Stack gap="md">
          <TextInput
            label={t("admin.field.name")}
            required
            data-autofocus={policy ? undefined : true}
            value={values.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
            error={error("name")}
          />
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <InboxPicker
              label={t("admin.field.inboxId")}
              placeholder={t("admin.allInboxes")}
              value={values.inboxId}
              onChange={(inboxId) => set({ inboxId })}
              error={error("inboxId")}
            />
            <TeamPicker
              label={t("admin.field.teamId")}
              placeholder={t("admin.allTeams")}
              value={values.teamId}
              onChange={(teamId) => set({ teamId })}
              error={error("teamId")}
            />
          </SimpleGrid>
        </Stack>
      </Section>
      <Section title={t("admin.field.targets")} text={t("admin.sla.targetsText")}>
        <TargetsGrid targets={values.targets} onChange={(targets) => set({ targets })} error={error} />
      </Section>
      <Section title={t("admin.field.steps")} text={t("admin.sla.stepsText")}>
        <StepsField values={values} onChange={(steps) => set({ steps })} error={error} />
      </Section>
      <Section title={t("admin.field.breachActions")} text={t("admin.sla.breachText")}>
        <Chip.Group
          multiple
          value={values.breachActions}
          onChange={(chosen) => set({ breachActions: slaActions.filter((action) => chosen.includes(action)) })}
        >
          <Group gap="sm" role="group" aria-label={t("admin.field.breachActions")}>
            {slaActions.map((action: SlaAction) => (
              <Chip key={action} value={action} variant="outline">
                {t(`admin.slaAction.${action}`)}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </Section>
    </EditorDrawer>
  );
}
