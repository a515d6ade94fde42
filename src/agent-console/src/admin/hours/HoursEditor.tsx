import { Select, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useMemo } from "react";
import { useI18n } from "../../app/i18n";
import { DeleteButton } from "../common/DeleteButton";
import { EditorDrawer } from "../common/EditorDrawer";
import { Section } from "../common/Section";
import { useForm } from "../common/useForm";
import type { BusinessHours } from "../wire";
import { hoursBody, readHours, timeZones, validateHours } from "./hoursForm";
import { ImportHolidays } from "./ImportHolidays";
import { OpenNow } from "./OpenNow";
import { SpecialDaysField } from "./SpecialDaysField";
import { WeekField } from "./WeekField";

export function HoursEditor({ hours, onClose }: { hours: BusinessHours | null; onClose(): void }) {
  const { t } = useI18n();
  const form = useForm({
    path: "/api/business-hours",
    item: hours,
    read: readHours,
    validate: (values) => validateHours(t, values),
    body: hoursBody,
    onSaved: onClose,
  });
  const { values, set, error } = form;
  const zones = useMemo(() => timeZones(values.timeZone), [values.timeZone]);
  return (
    <EditorDrawer
      title={hours ? hours.name : t("admin.hours.new")}
      form={form}
      isNew={!hours}
      onClose={onClose}
      size={640}
      actions={
        hours && (
          <DeleteButton
            path="/api/business-hours"
            id={hours.id}
            name={hours.name}
            text={t("admin.hours.deleteText")}
            onDone={onClose}
          />
        )
      }
    >
      <Stack gap="md" mb="xl">
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <TextInput
            label={t("admin.field.name")}
            required
            data-autofocus={hours ? undefined : true}
            value={values.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
            error={error("name")}
          />
          <Select
            label={t("admin.field.timeZone")}
            required
            searchable
            allowDeselect={false}
            limit={80}
            nothingFoundMessage={t("admin.picker.nothing")}
            data={zones}
            value={values.timeZone}
            onChange={(timeZone) => set({ timeZone: timeZone ?? "" })}
            error={error("timeZone")}
          />
        </SimpleGrid>
        <OpenNow values={values} />
      </Stack>
      <Section title={t("admin.field.weekly")} text={t("admin.hours.weeklyText")}>
        <WeekField weekly={values.weekly} onChange={(weekly) => set({ weekly })} error={error} />
      </Section>
      <Section title={t("admin.field.special")} text={t("admin.hours.specialText")}>
        <ImportHolidays id={hours?.id ?? null} adopt={form.adopt} />
        <SpecialDaysField value={values.special} onChange={(special) => set({ special })} error={error} />
      </Section>
    </EditorDrawer>
  );
}
