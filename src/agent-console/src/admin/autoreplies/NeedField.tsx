import { Autocomplete, NumberInput } from "@mantine/core";
import { useI18n } from "../../app/i18n";
import classes from "../common/admin.module.css";
import { mostSkillName, needText, readNeed, skillLevels, useKnownSkills } from "../common/skills";

interface Props {
  /** `name` or `name:level`. */
  value: string | null;
  onChange(value: string): void;
  error: string | undefined;
}

/** The skill that a rule asks for, and the least level of it. */
export function NeedField({ value, onChange, error }: Props) {
  const { t } = useI18n();
  const known = useKnownSkills();
  const need = readNeed(value);
  return (
    <div className={classes.line} style={{ marginTop: 12 }}>
      <Autocomplete
        className={classes.grow}
        aria-label={t("admin.action.require_skill")}
        placeholder={t("admin.agents.skillExample")}
        maxLength={mostSkillName}
        data={known}
        value={need.name}
        onChange={(name) => onChange(needText({ ...need, name }))}
        error={error}
      />
      <NumberInput
        w={84}
        aria-label={t("admin.skill.least")}
        title={t("admin.skill.least")}
        min={skillLevels.least}
        max={skillLevels.most}
        allowDecimal={false}
        value={need.level}
        onChange={(level) => onChange(needText({ ...need, level }))}
      />
    </div>
  );
}
