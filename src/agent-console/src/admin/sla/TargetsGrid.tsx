import { NumberInput } from "@mantine/core";
import { useI18n } from "../../app/i18n";
import { secondsText } from "../common/seconds";
import { priorities, slaMetrics } from "../wire";
import classes from "./Sla.module.css";
import type { SlaValues } from "./slaForm";

interface Props {
  targets: SlaValues["targets"];
  onChange(targets: SlaValues["targets"]): void;
  error(path: string): string | undefined;
}

/** Seconds per metric and priority; an empty place means that no timer runs. */
export function TargetsGrid({ targets, onChange, error }: Props) {
  const { t } = useI18n();
  return (
    <div className={classes.scroll}>
      <table className={classes.grid}>
        <thead>
          <tr>
            <td />
            {priorities.map((priority) => (
              <th key={priority} scope="col">
                {t(`admin.priority.${priority}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {slaMetrics.map((metric) => (
            <tr key={metric}>
              <th scope="row">{t(`admin.metric.${metric}`)}</th>
              {priorities.map((priority) => {
                const value = targets[metric][priority];
                return (
                  <td key={priority}>
                    <NumberInput
                      hideControls
                      min={1}
                      allowDecimal={false}
                      aria-label={`${t(`admin.metric.${metric}`)}, ${t(`admin.priority.${priority}`)}`}
                      placeholder="–"
                      suffix={` ${t("admin.unit.sShort")}`}
                      description={typeof value === "number" && value >= 60 ? secondsText(t, value) : undefined}
                      inputWrapperOrder={["input", "description", "error"]}
                      value={value}
                      onChange={(next) => onChange({ ...targets, [metric]: { ...targets[metric], [priority]: next } })}
                      error={error(`targets.${metric}.${priority}`)}
                    />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
