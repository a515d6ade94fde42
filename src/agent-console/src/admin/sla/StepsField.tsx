import { ActionIcon, Button, NumberInput, Select, Stack } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useI18n } from "../../app/i18n";
import classes from "../common/admin.module.css";
import { secondsText } from "../common/seconds";
import { Timeline } from "../common/Timeline";
import { type SlaAction, slaActions } from "../wire";
import sla from "./Sla.module.css";
import { mostSteps, nextStep, referenceTarget, type SlaValues, type StepValues, sortSteps } from "./slaForm";

interface Props {
  values: SlaValues;
  onChange(steps: StepValues[]): void;
  error(path: string): string | undefined;
}

const tones: Partial<Record<SlaAction, "warm" | "hot">> = {
  alert_supervisor: "hot",
  raise_priority: "hot",
  widen_routing: "warm",
  auto_reply: "warm",
};

/** What happens before a target is missed, drawn from the first message to the due second. */
export function StepsField({ values, onChange, error }: Props) {
  const { t } = useI18n();
  const { steps } = values;
  const target = referenceTarget(values.targets);
  const put = (index: number, patch: Partial<StepValues>) =>
    onChange(steps.map((step, at) => (at === index ? { ...step, ...patch } : step)));
  return (
    <Stack gap="sm">
      <Timeline
        label={t("admin.sla.timeline", { priority: t(`admin.priority.${target.priority}`) })}
        target={target.seconds}
        targetLabel={t("admin.sla.due")}
        unit={(seconds) => secondsText(t, seconds)}
        marks={steps
          .filter((step) => Number(step.atSeconds) < target.seconds)
          .map((step) => ({
            at: Number(step.atSeconds) || 0,
            label: t(`admin.slaAction.${step.action}`),
            tone: tones[step.action] ?? "calm",
          }))}
      />
      {steps.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place while it is edited
        <fieldset key={index} className={sla.step} aria-label={t("admin.sla.step", { n: index + 1 })}>
          <NumberInput
            w={112}
            aria-label={t("admin.sla.at")}
            suffix={` ${t("admin.unit.sShort")}`}
            allowDecimal={false}
            min={0}
            value={step.atSeconds}
            onChange={(atSeconds) => put(index, { atSeconds })}
            error={error(`steps.${index}.atSeconds`)}
          />
          <Select
            className={classes.grow}
            style={{ flex: 1 }}
            aria-label={t("admin.sla.action")}
            allowDeselect={false}
            data={slaActions.map((value) => ({ value, label: t(`admin.slaAction.${value}`) }))}
            value={step.action}
            onChange={(action) => put(index, { action: (action ?? "warn_agent") as SlaAction })}
            error={error(`steps.${index}.action`)}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={34}
            aria-label={t("admin.sla.removeStep", { n: index + 1 })}
            onClick={() => onChange(steps.filter((_, at) => at !== index))}
          >
            <IconTrash size={17} />
          </ActionIcon>
        </fieldset>
      ))}
      <Button
        variant="default"
        size="xs"
        leftSection={<IconPlus size={14} />}
        style={{ alignSelf: "flex-start" }}
        disabled={steps.length >= mostSteps}
        onClick={() => onChange([...steps, nextStep(sortSteps(steps))])}
      >
        {t("admin.sla.addStep")}
      </Button>
    </Stack>
  );
}
