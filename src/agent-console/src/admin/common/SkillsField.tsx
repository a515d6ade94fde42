import { ActionIcon, Autocomplete, Button, NumberInput, Stack } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useI18n } from "../../app/i18n";
import classes from "./admin.module.css";
import { mostSkillName, type SkillRow, skillLevels } from "./skills";

interface Props {
  value: SkillRow[];
  onChange(value: SkillRow[]): void;
  /** Names in use elsewhere: the same skill should have one name. */
  known: string[];
  error(path: string): string | undefined;
  path?: string;
  /** Of a new row. */
  level?: number;
  /** Said below a name that is not among the known. */
  strange?: string;
}

export function SkillsField({ value, onChange, known, error, path = "skills", level = 3, strange }: Props) {
  const { t } = useI18n();
  const put = (index: number, patch: Partial<SkillRow>) =>
    onChange(value.map((skill, at) => (at === index ? { ...skill, ...patch } : skill)));
  return (
    <Stack gap="sm" align="flex-start">
      {value.map((skill, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has no other identity while its name is typed
        <div key={index} className={classes.line} style={{ width: "100%" }}>
          <Autocomplete
            className={classes.grow}
            aria-label={t("admin.agents.skillName", { n: index + 1 })}
            placeholder={t("admin.agents.skillExample")}
            data={known.filter((name) => !value.some((other) => other.name === name))}
            value={skill.name}
            onChange={(name) => put(index, { name })}
            error={error(`${path}.${index}.name`)}
            maxLength={mostSkillName}
            description={isStrange(skill.name, known) ? strange : undefined}
            inputWrapperOrder={["label", "input", "description", "error"]}
          />
          <NumberInput
            w={84}
            aria-label={t("admin.agents.skillLevel", { name: skill.name })}
            min={skillLevels.least}
            max={skillLevels.most}
            allowDecimal={false}
            value={skill.level}
            onChange={(level) => put(index, { level })}
            error={error(`${path}.${index}.level`)}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={34}
            aria-label={t("admin.agents.skillRemove", { name: skill.name })}
            onClick={() => onChange(value.filter((_, at) => at !== index))}
          >
            <IconTrash size={17} />
          </ActionIcon>
        </div>
      ))}
      <Button
        variant="default"
        size="xs"
        leftSection={<IconPlus size={14} />}
        onClick={() => onChange([...value, { name: "", level }])}
      >
        {t("admin.agents.skillAdd")}
      </Button>
    </Stack>
  );
}

const isStrange = (name: string, known: readonly string[]) =>
  name.trim() !== "" && !known.some((other) => other.toLowerCase() === name.trim().toLowerCase());
