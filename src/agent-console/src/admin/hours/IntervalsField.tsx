import { ActionIcon, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useI18n } from "../../app/i18n";
import classes from "../common/admin.module.css";
import type { Interval } from "../wire";
import hours from "./Hours.module.css";
import { minutesPerDay, spanOf } from "./intervals";

interface Props {
  label: string;
  value: Interval[];
  onChange(value: Interval[]): void;
  error: string | undefined;
}

export function IntervalsField({ label, value, onChange, error }: Props) {
  const { t } = useI18n();
  const put = (index: number, patch: Partial<Interval>) =>
    onChange(value.map((interval, at) => (at === index ? { ...interval, ...patch } : interval)));
  return (
    <>
      {value.map((interval, index) => {
        const overnight = (spanOf(interval)?.end ?? 0) > minutesPerDay;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: an interval is its place while it is edited
          <div key={index} className={hours.interval}>
            <TextInput
              type="time"
              w={132}
              aria-label={t("admin.hours.from", { day: label, n: index + 1 })}
              aria-invalid={error !== undefined}
              value={interval.start}
              onChange={(event) => put(index, { start: event.currentTarget.value })}
            />
            <span aria-hidden>–</span>
            <TextInput
              type="time"
              w={132}
              aria-label={t("admin.hours.to", { day: label, n: index + 1 })}
              aria-invalid={error !== undefined}
              value={interval.end}
              onChange={(event) => put(index, { end: event.currentTarget.value })}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size={32}
              aria-label={t("admin.hours.removeInterval", { day: label, n: index + 1 })}
              onClick={() => onChange(value.filter((_, at) => at !== index))}
            >
              <IconX size={16} />
            </ActionIcon>
            {overnight && <span className={hours.night}>{t("admin.hours.overnight")}</span>}
          </div>
        );
      })}
      {error && <div className={classes.complaint}>{error}</div>}
    </>
  );
}
