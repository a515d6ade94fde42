import { SegmentedControl, Select, Switch, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { api, type Page } from "../app/api";
import { useI18n } from "../app/i18n";
import { type PeriodName, periodNames } from "./period";
import classes from "./Reports.module.css";
import { targets } from "./target";

export const groupings = ["none", "agent", "team", "inbox", "hour"] as const;
export type Grouping = (typeof groupings)[number];

export interface Choices {
  period: PeriodName;
  first: string;
  last: string;
  groupBy: Grouping;
  inboxId: string | null;
  includeAbandons: boolean;
  excludeShortAbandons: boolean;
  excludeTransfersOut: boolean;
}

interface Props {
  value: Choices;
  onChange(patch: Partial<Choices>): void;
  target: number;
  onTarget(target: number): void;
  badRange: boolean;
}

export function Controls({ value, onChange, target, onTarget, badRange }: Props) {
  const { t, locale } = useI18n();
  const inboxes = useQuery({
    queryKey: ["reports", "inboxes"],
    queryFn: ({ signal }) => api.get<Page<{ id: string; name: string }>>("/api/inboxes", undefined, signal),
  });
  return (
    <fieldset className={classes.controls} aria-label={t("reports.controls")}>
      <SegmentedControl
        aria-label={t("reports.period")}
        value={value.period}
        onChange={(period) => onChange({ period: period as PeriodName })}
        data={periodNames.map((name) => ({ value: name, label: t(`reports.period.${name}`) }))}
      />
      {value.period === "custom" && (
        <>
          <TextInput
            type="date"
            label={t("reports.first")}
            value={value.first}
            max={value.last || undefined}
            onChange={(event) => onChange({ first: event.currentTarget.value })}
            error={badRange ? t("reports.badRange") : undefined}
          />
          <TextInput
            type="date"
            label={t("reports.last")}
            value={value.last}
            min={value.first || undefined}
            onChange={(event) => onChange({ last: event.currentTarget.value })}
          />
        </>
      )}
      <Select
        label={t("reports.groupBy")}
        w={150}
        allowDeselect={false}
        data={groupings.map((name) => ({ value: name, label: t(`reports.groupBy.${name}`) }))}
        value={value.groupBy}
        onChange={(groupBy) => onChange({ groupBy: (groupBy ?? "none") as Grouping })}
      />
      <Select
        label={t("reports.inbox")}
        w={180}
        clearable
        placeholder={t("reports.allInboxes")}
        data={(inboxes.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={value.inboxId}
        onChange={(inboxId) => onChange({ inboxId })}
      />
      <Select
        label={t("reports.target")}
        w={100}
        allowDeselect={false}
        data={targets.map((share) => ({
          value: String(share),
          label: share.toLocaleString(locale, { style: "percent" }),
        }))}
        value={String(target)}
        onChange={(next) => onTarget(Number(next))}
      />
      <div className={classes.switches}>
        {(["includeAbandons", "excludeShortAbandons", "excludeTransfersOut"] as const).map((name) => (
          <Switch
            key={name}
            size="xs"
            label={t(`reports.${name}`)}
            checked={value[name]}
            onChange={(event) => onChange({ [name]: event.currentTarget.checked })}
          />
        ))}
      </div>
    </fieldset>
  );
}
