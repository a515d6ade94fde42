import { NumberInput, SimpleGrid, Stack, Switch, TextInput } from "@mantine/core";
import { useI18n } from "../../app/i18n";
import { HoursPicker, LanguagePicker, TeamsPicker } from "../common/pickers";
import { Section } from "../common/Section";
import { ColorField } from "./ColorField";
import type { InboxValues } from "./inboxForm";

export interface InboxFieldsProps {
  values: InboxValues;
  set(patch: Partial<InboxValues>): void;
  error(path: string): string | undefined;
}

export function InboxBasics({ values, set, error, isNew }: InboxFieldsProps & { isNew: boolean }) {
  const { t } = useI18n();
  return (
    <Section id="basics" title={t("admin.inbox.basics")} text={t("admin.inbox.basicsText")}>
      <Stack gap="md">
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <TextInput
            label={t("admin.field.name")}
            description={t("admin.inbox.nameHint")}
            required
            value={values.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
            error={error("name")}
          />
          <TextInput
            label={t("admin.field.key")}
            description={t(isNew ? "admin.inbox.keyHint" : "admin.inbox.keyChange")}
            required
            autoComplete="off"
            spellCheck={false}
            value={values.key}
            onChange={(event) => set({ key: event.currentTarget.value.toLowerCase() })}
            error={error("key")}
          />
          <ColorField value={values.color} onChange={(color) => set({ color })} error={error("color")} />
          <LanguagePicker
            label={t("admin.inbox.locale")}
            value={values.locale}
            onChange={(locale) => set({ locale: locale ?? "en" })}
            error={error("locale")}
          />
        </SimpleGrid>
        <TeamsPicker
          label={t("admin.field.teamIds")}
          placeholder={t("admin.inbox.allTeams")}
          value={values.teamIds}
          onChange={(teamIds) => set({ teamIds })}
          error={error("teamIds")}
        />
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <HoursPicker
            label={t("admin.field.businessHoursId")}
            placeholder={t("admin.inbox.alwaysOpen")}
            value={values.businessHoursId}
            onChange={(businessHoursId) => set({ businessHoursId })}
            error={error("businessHoursId")}
          />
          <NumberInput
            label={t("admin.field.wrapUpSeconds")}
            description={t("admin.inbox.wrapUpHint")}
            inputWrapperOrder={["label", "input", "description", "error"]}
            suffix={` ${t("admin.unit.sShort")}`}
            allowDecimal={false}
            min={0}
            max={3600}
            value={values.wrapUpSeconds}
            onChange={(wrapUpSeconds) => set({ wrapUpSeconds })}
            error={error("wrapUpSeconds")}
          />
        </SimpleGrid>
        <Switch
          label={t("admin.field.enabled")}
          description={t("admin.inbox.enabledHint")}
          checked={values.enabled}
          onChange={(event) => set({ enabled: event.currentTarget.checked })}
        />
      </Stack>
    </Section>
  );
}
