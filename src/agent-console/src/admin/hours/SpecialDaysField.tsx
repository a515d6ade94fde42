import { ActionIcon, Button, Group, SegmentedControl, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useI18n } from "../../app/i18n";
import classes from "../common/admin.module.css";
import type { SpecialDay } from "../wire";
import hours from "./Hours.module.css";
import { IntervalsField } from "./IntervalsField";
import { nextInterval } from "./intervals";

interface Props {
  value: SpecialDay[];
  onChange(value: SpecialDay[]): void;
  error(path: string): string | undefined;
}

export function SpecialDaysField({ value, onChange, error }: Props) {
  const { t } = useI18n();
  const put = (index: number, patch: Partial<SpecialDay>) =>
    onChange(value.map((item, at) => (at === index ? { ...item, ...patch } : item)));
  return (
    <div>
      {value.map((item, index) => {
        const label = item.name || item.date || t("admin.hours.specialDay", { n: index + 1 });
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: dates may be empty or equal while they are edited
          <fieldset key={index} className={hours.special} aria-label={label}>
            <div className={hours.specialHead}>
              <TextInput
                type="date"
                w={150}
                aria-label={t("admin.hours.date")}
                value={item.date}
                onChange={(event) => put(index, { date: event.currentTarget.value })}
                error={error(`special.${index}.date`)}
              />
              <TextInput
                className={classes.grow}
                style={{ flex: "1 1 160px" }}
                aria-label={t("admin.hours.dayName")}
                placeholder={t("admin.hours.dayName")}
                value={item.name ?? ""}
                onChange={(event) => put(index, { name: event.currentTarget.value })}
                error={error(`special.${index}.name`)}
              />
              <SegmentedControl
                aria-label={label}
                value={item.closed ? "closed" : "open"}
                onChange={(next) =>
                  put(index, {
                    closed: next === "closed",
                    intervals: next === "open" && item.intervals.length === 0 ? [nextInterval([])] : item.intervals,
                  })
                }
                data={[
                  { value: "closed", label: t("admin.hours.closed") },
                  { value: "open", label: t("admin.hours.ownHours") },
                ]}
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                size={34}
                aria-label={t("admin.hours.removeSpecial", { day: label })}
                onClick={() => onChange(value.filter((_, at) => at !== index))}
              >
                <IconTrash size={17} />
              </ActionIcon>
            </div>
            {!item.closed && (
              <Group gap="xs" align="flex-start">
                <div className={hours.intervals}>
                  <IntervalsField
                    label={label}
                    value={item.intervals}
                    onChange={(intervals) => put(index, { intervals })}
                    error={error(`special.${index}.intervals`)}
                  />
                </div>
                <Button
                  variant="subtle"
                  size="compact-sm"
                  onClick={() => put(index, { intervals: [...item.intervals, nextInterval(item.intervals)] })}
                >
                  {t("admin.hours.addInterval")}
                </Button>
              </Group>
            )}
          </fieldset>
        );
      })}
      <Button
        variant="default"
        size="xs"
        mt="sm"
        leftSection={<IconPlus size={14} />}
        onClick={() => onChange([...value, { date: "", closed: true, intervals: [], name: null }])}
      >
        {t("admin.hours.addSpecial")}
      </Button>
    </div>
  );
}
