import { ActionIcon, Button, Group, Stack } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useI18n } from "../../app/i18n";
import classes from "../common/admin.module.css";
import { MoveButtons } from "../common/MoveButtons";
import { move } from "../common/order";
import { type Comparator, comparators } from "../wire";

/** The first that tells two agents apart decides. */
export function ComparatorsField({ value, onChange }: { value: Comparator[]; onChange(value: Comparator[]): void }) {
  const { t } = useI18n();
  const unused = comparators.filter((name) => !value.includes(name));
  return (
    <Stack gap="sm">
      <ol className={classes.rows}>
        {value.map((name, index) => (
          <li key={name} className={classes.row}>
            <b>{index + 1}</b>
            <div className={classes.rowMain}>
              <div>{t(`admin.comparator.${name}`)}</div>
              <div style={{ color: "var(--c-muted)" }}>{t(`admin.comparator.${name}.text`)}</div>
            </div>
            <div className={classes.rowEnd}>
              <MoveButtons
                name={t(`admin.comparator.${name}`)}
                index={index}
                count={value.length}
                onMove={(to) => onChange(move(value, index, to))}
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                size={30}
                disabled={value.length === 1}
                aria-label={t("admin.routing.removeComparator", { name: t(`admin.comparator.${name}`) })}
                onClick={() => onChange(value.filter((other) => other !== name))}
              >
                <IconX size={16} />
              </ActionIcon>
            </div>
          </li>
        ))}
        <li className={classes.row}>
          <b>{value.length + 1}</b>
          <div className={classes.rowMain} style={{ color: "var(--c-muted)" }}>
            {t("admin.comparator.id")}
          </div>
        </li>
      </ol>
      {unused.length > 0 && (
        <Group gap="xs">
          {unused.map((name) => (
            <Button
              key={name}
              variant="default"
              size="xs"
              leftSection={<IconPlus size={14} />}
              onClick={() => onChange([...value, name])}
            >
              {t(`admin.comparator.${name}`)}
            </Button>
          ))}
        </Group>
      )}
    </Stack>
  );
}
