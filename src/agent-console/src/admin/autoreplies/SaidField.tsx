import { Anchor, SegmentedControl, Text, TextInput } from "@mantine/core";
import { useI18n } from "../../app/i18n";
import type { RuleConditions } from "../wire";

/** As the seeded rules look for one: "12345678", "#1042", "AB-20931". */
export const orderNumber = "\\d{5,}|#\\s?\\d{3,}|\\b[a-z]{1,6}-?\\d{4,}";

type Said = NonNullable<RuleConditions["said"]>;

interface Props {
  value: Said | null;
  onChange(value: Said | null): void;
  error: string | undefined;
}

/** What the customer has written, or must not have written: nobody likes to be asked for what was just given. */
export function SaidField({ value, onChange, error }: Props) {
  const { t } = useI18n();
  const choice = value === null ? "any" : value.found ? "found" : "missing";
  const choose = (chosen: string) =>
    onChange(chosen === "any" ? null : { pattern: value?.pattern ?? "", found: chosen === "found" });
  return (
    <div>
      <Text size="sm" fw={500} mb={4} id="rule-said">
        {t("admin.rule.said")}
      </Text>
      <SegmentedControl
        aria-labelledby="rule-said"
        value={choice}
        onChange={choose}
        data={(["any", "missing", "found"] as const).map((one) => ({ value: one, label: t(`admin.rule.said.${one}`) }))}
      />
      {value && (
        <TextInput
          mt="xs"
          label={t("admin.rule.pattern")}
          description={
            <>
              {t("admin.rule.saidHint")}{" "}
              <Anchor
                component="button"
                type="button"
                inherit
                onClick={() => onChange({ ...value, pattern: orderNumber })}
              >
                {t("admin.rule.saidOrderNumber")}
              </Anchor>
            </>
          }
          styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
          spellCheck={false}
          autoComplete="off"
          value={value.pattern}
          onChange={(event) => onChange({ ...value, pattern: event.currentTarget.value })}
          error={error}
        />
      )}
    </div>
  );
}
