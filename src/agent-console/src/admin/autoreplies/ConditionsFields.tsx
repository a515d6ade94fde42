import { MultiSelect, SegmentedControl, SimpleGrid, Stack, Switch, TagsInput, Text } from "@mantine/core";
import { useI18n } from "../../app/i18n";
import { InboxesPicker, LanguagesPicker, TeamsPicker } from "../common/pickers";
import { type Priority, priorities, type RuleConditions, type TriggerType } from "../wire";
import { SaidField } from "./SaidField";

interface Props {
  value: RuleConditions;
  onChange(value: RuleConditions): void;
  triggerType: TriggerType;
  error(path: string): string | undefined;
}

/** All must hold; an empty one means any. */
export function ConditionsFields({ value, onChange, triggerType, error }: Props) {
  const { t } = useI18n();
  const put = (patch: Partial<RuleConditions>) => onChange({ ...value, ...patch });
  return (
    <Stack gap="md">
      {triggerType !== "outside_hours" && (
        <div>
          <Text size="sm" fw={500} mb={4} id="rule-hours">
            {t("admin.area.business-hours")}
          </Text>
          <SegmentedControl
            aria-labelledby="rule-hours"
            value={value.hours}
            onChange={(hours) => put({ hours: hours as RuleConditions["hours"] })}
            data={(["any", "open", "closed"] as const).map((hours) => ({
              value: hours,
              label: t(`admin.rule.hours.${hours}`),
            }))}
          />
        </div>
      )}
      <div>
        <Text size="sm" fw={500} mb={4} id="rule-desk">
          {t("admin.rule.desk")}
        </Text>
        <SegmentedControl
          aria-labelledby="rule-desk"
          value={value.desk ?? "any"}
          onChange={(desk) => put({ desk: desk as NonNullable<RuleConditions["desk"]> })}
          data={(["any", "staffed", "nobody"] as const).map((desk) => ({
            value: desk,
            label: t(`admin.rule.desk.${desk}`),
          }))}
        />
      </div>
      <SaidField
        value={value.said ?? null}
        onChange={(said) => put({ said })}
        error={error("conditions.said.pattern")}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <InboxesPicker
          label={t("admin.field.inboxIds")}
          placeholder={t("admin.allInboxes")}
          value={value.inboxIds}
          onChange={(inboxIds) => put({ inboxIds })}
        />
        <TeamsPicker
          label={t("admin.field.teamIds")}
          placeholder={t("admin.allTeams")}
          value={value.teamIds}
          onChange={(teamIds) => put({ teamIds })}
        />
        <LanguagesPicker
          label={t("admin.rule.languages")}
          placeholder={t("admin.rule.anyLanguage")}
          value={value.languages}
          onChange={(languages) => put({ languages })}
        />
        <MultiSelect
          label={t("admin.rule.priorities")}
          placeholder={value.priorities.length > 0 ? undefined : t("admin.rule.anyPriority")}
          data={priorities.map((priority) => ({ value: priority, label: t(`admin.priority.${priority}`) }))}
          value={value.priorities}
          onChange={(chosen) => put({ priorities: chosen as Priority[] })}
        />
        <TagsInput
          label={t("admin.rule.levels")}
          description={t("admin.rule.levelsHint")}
          inputWrapperOrder={["label", "input", "description", "error"]}
          acceptValueOnBlur
          placeholder={value.levels.length > 0 ? undefined : t("admin.rule.anyLevel")}
          value={value.levels}
          onChange={(levels) => put({ levels })}
        />
      </SimpleGrid>
      {(triggerType === "keyword" || triggerType === "outside_hours") && (
        <Switch
          label={t("admin.rule.alsoWithAgent")}
          description={t("admin.rule.alsoWithAgentHint")}
          checked={value.alsoWithAgent ?? false}
          onChange={(event) => put({ alsoWithAgent: event.currentTarget.checked })}
        />
      )}
    </Stack>
  );
}
