import { MultiSelect, type MultiSelectProps, Select, type SelectProps } from "@mantine/core";
import { useI18n } from "../../app/i18n";
import type { Agent, BusinessHours, Inbox, Team } from "../wire";
import { useList } from "./data";
import { languageChoices } from "./languages";

type Many = Omit<MultiSelectProps, "data">;
type One = Omit<SelectProps, "data" | "value"> & { value: string | null };

const named = (items: { id: string; name: string }[] | undefined) =>
  (items ?? []).map(({ id, name }) => ({ value: id, label: name }));

/** A name may be missing while the list loads, or for good: never show a bare id as if it were a name. */
function withKnown(data: { value: string; label: string }[], values: readonly string[]) {
  const missing = values.filter((value) => !data.some((choice) => choice.value === value));
  return [...data, ...missing.map((value) => ({ value, label: "…" }))];
}

function Multi(props: MultiSelectProps) {
  const { t } = useI18n();
  return (
    <MultiSelect
      searchable
      hidePickedOptions
      nothingFoundMessage={t("admin.picker.nothing")}
      {...props}
      placeholder={props.value?.length ? undefined : props.placeholder}
    />
  );
}

export function AgentsPicker(props: Many) {
  const agents = useList<Agent>("/api/agents").data;
  return <Multi {...props} data={withKnown(named(agents?.filter((agent) => !agent.disabled)), props.value ?? [])} />;
}

export function TeamsPicker({ without, ...props }: Many & { without?: string | null }) {
  const teams = useList<Team>("/api/teams").data;
  return <Multi {...props} data={withKnown(named(teams?.filter((team) => team.id !== without)), props.value ?? [])} />;
}

export function InboxesPicker(props: Many) {
  const inboxes = useList<Inbox>("/api/inboxes").data;
  return <Multi {...props} data={withKnown(named(inboxes), props.value ?? [])} />;
}

export function LanguagesPicker(props: Many) {
  const { locale } = useI18n();
  return <Multi {...props} data={languageChoices(locale, props.value)} />;
}

function Single({ value, ...props }: SelectProps) {
  const { t } = useI18n();
  return <Select searchable clearable nothingFoundMessage={t("admin.picker.nothing")} value={value} {...props} />;
}

export function TeamPicker(props: One) {
  const teams = useList<Team>("/api/teams").data;
  return <Single {...props} data={withKnown(named(teams), props.value ? [props.value] : [])} />;
}

export function InboxPicker(props: One) {
  const inboxes = useList<Inbox>("/api/inboxes").data;
  return <Single {...props} data={withKnown(named(inboxes), props.value ? [props.value] : [])} />;
}

export function HoursPicker(props: One) {
  const hours = useList<BusinessHours>("/api/business-hours").data;
  return <Single {...props} data={withKnown(named(hours), props.value ? [props.value] : [])} />;
}

export function LanguagePicker(props: One) {
  const { locale } = useI18n();
  return <Single clearable={false} {...props} data={languageChoices(locale, props.value ? [props.value] : [])} />;
}
