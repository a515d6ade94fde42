import { ColorInput } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { useI18n } from "../../app/i18n";
import { judgeColor, white } from "./color";
import classes from "./Inbox.module.css";

const suggestions = ["#2f5bd0", "#0f766e", "#1f7a4d", "#7c3aed", "#be185d", "#b91c1c", "#b45309", "#1c1f26"];

interface Props {
  value: string;
  onChange(value: string): void;
  error: string | undefined;
}

/** The accent, and whether it can be read and seen. */
export function ColorField({ value, onChange, error }: Props) {
  const { t, locale } = useI18n();
  const verdict = judgeColor(value);
  const ratio = (n: number) => n.toLocaleString(locale, { maximumFractionDigits: 1 });
  return (
    <div>
      <ColorInput
        label={t("admin.field.color")}
        format="hex"
        swatches={suggestions}
        swatchesPerRow={8}
        withEyeDropper={false}
        value={value}
        onChange={onChange}
        error={error}
      />
      {verdict && (
        <div aria-live="polite">
          <Verdict
            good={verdict.textReads}
            text={t(verdict.text === white ? "admin.inbox.whiteText" : "admin.inbox.darkText", {
              ratio: ratio(verdict.textRatio),
            })}
          />
          <Verdict
            good={verdict.pageReads}
            text={t(verdict.pageReads ? "admin.inbox.seen" : "admin.inbox.pale", { ratio: ratio(verdict.pageRatio) })}
          />
        </div>
      )}
    </div>
  );
}

function Verdict({ good, text }: { good: boolean; text: string }) {
  const Icon = good ? IconCircleCheck : IconAlertTriangle;
  return (
    <div className={classes.verdict} data-good={good}>
      <Icon size={16} aria-hidden />
      {text}
    </div>
  );
}
