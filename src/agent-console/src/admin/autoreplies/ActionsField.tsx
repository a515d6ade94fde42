import { ActionIcon, Button, Menu, Select, Stack, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useI18n } from "../../app/i18n";
import classes from "../common/admin.module.css";
import { MoveButtons } from "../common/MoveButtons";
import { move } from "../common/order";
import { TeamPicker } from "../common/pickers";
import { TemplateField } from "../common/TemplateField";
import { actionTypes, priorities, type RuleAction } from "../wire";
import { NeedField } from "./NeedField";
import { closeLast, mostActions, newAction } from "./ruleForm";
import { actionName } from "./ruleWords";

interface Props {
  value: RuleAction[];
  onChange(value: RuleAction[]): void;
  error(path: string): string | undefined;
}

/** What the rule does, in order. */
export function ActionsField({ value, onChange, error }: Props) {
  const { t } = useI18n();
  const put = (index: number, patch: Partial<RuleAction>) =>
    onChange(value.map((action, at) => (at === index ? { ...action, ...patch } : action)));
  const movable = value.filter((action) => action.type !== "close").length;
  // One of each is enough, save for what may differ by its value. No bot can be connected yet.
  const addable = actionTypes.filter(
    (type) =>
      type === "add_tag" ||
      type === "require_skill" ||
      (type !== "hand_to_bot" && !value.some((action) => action.type === type)),
  );
  return (
    <Stack gap="sm">
      {value.map((action, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an action is its place in the order
        <div key={`${index} ${action.type}`} className={classes.card}>
          <div className={classes.line} style={{ alignItems: "center" }}>
            <b className={classes.grow}>
              {index + 1}. {actionName(t, action.type)}
            </b>
            {action.type !== "close" && movable > 1 && (
              <MoveButtons
                name={actionName(t, action.type)}
                index={index}
                count={movable}
                onMove={(to) => onChange(move(value, index, to))}
              />
            )}
            <ActionIcon
              variant="subtle"
              color="gray"
              size={30}
              aria-label={t("admin.rule.removeAction", { name: actionName(t, action.type) })}
              onClick={() => onChange(value.filter((_, at) => at !== index))}
            >
              <IconTrash size={17} />
            </ActionIcon>
          </div>
          <ActionValue
            action={action}
            path={`actions.${index}`}
            onChange={(patch) => put(index, patch)}
            error={error}
          />
        </div>
      ))}
      {error("actions") && (
        <div className={classes.complaint} data-complaint tabIndex={-1}>
          {error("actions")}
        </div>
      )}
      {addable.length > 0 && value.length < mostActions && (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button
              variant="default"
              size="xs"
              leftSection={<IconPlus size={14} />}
              style={{ alignSelf: "flex-start" }}
            >
              {t("admin.rule.addAction")}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {addable.map((type) => (
              <Menu.Item key={type} onClick={() => onChange(closeLast([...value, newAction(type)]))}>
                {t(`admin.action.${type}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </Stack>
  );
}

interface ValueProps {
  action: RuleAction;
  path: string;
  onChange(patch: Partial<RuleAction>): void;
  error(path: string): string | undefined;
}

function ActionValue({ action, path, onChange, error }: ValueProps) {
  const { t } = useI18n();
  const label = actionName(t, action.type);
  if (action.type === "reply") {
    return (
      <TemplateField
        label={t("admin.field.texts")}
        texts={action.texts ?? {}}
        onChange={(texts) => onChange({ texts })}
        path={`${path}.texts`}
        error={error}
      />
    );
  }
  if (action.type === "set_priority") {
    return (
      <Select
        mt="sm"
        aria-label={label}
        allowDeselect={false}
        data={priorities.map((priority) => ({ value: priority, label: t(`admin.priority.${priority}`) }))}
        value={action.value}
        onChange={(value) => onChange({ value })}
        error={error(`${path}.value`)}
      />
    );
  }
  if (action.type === "add_tag") {
    return (
      <TextInput
        mt="sm"
        aria-label={label}
        placeholder={t("admin.rule.tagExample")}
        value={action.value ?? ""}
        onChange={(event) => onChange({ value: event.currentTarget.value })}
        error={error(`${path}.value`)}
      />
    );
  }
  if (action.type === "require_skill") {
    return <NeedField value={action.value} onChange={(value) => onChange({ value })} error={error(`${path}.value`)} />;
  }
  if (action.type === "assign_team") {
    return (
      <TeamPicker
        mt="sm"
        aria-label={label}
        clearable={false}
        value={action.value}
        onChange={(value) => onChange({ value })}
        error={error(`${path}.value`)}
      />
    );
  }
  return null;
}
