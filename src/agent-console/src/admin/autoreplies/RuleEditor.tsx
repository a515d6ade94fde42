import { NumberInput, Select, Stack, Switch, TagsInput, TextInput } from "@mantine/core";
import { useI18n } from "../../app/i18n";
import { seededName } from "../../app/seeds";
import { DeleteButton } from "../common/DeleteButton";
import { EditorDrawer } from "../common/EditorDrawer";
import { Section } from "../common/Section";
import { useForm } from "../common/useForm";
import { type AutoReply, type TriggerType, triggerTypes } from "../wire";
import { ActionsField } from "./ActionsField";
import { ConditionsFields } from "./ConditionsFields";
import { leastRepeat, matchesWords, readRule, ruleBody, validateRule, waits } from "./ruleForm";

interface Props {
  rule: AutoReply | null;
  /** For a new rule: behind the last. */
  order: number;
  onClose(): void;
}

export function RuleEditor({ rule, order, onClose }: Props) {
  const { t } = useI18n();
  const form = useForm({
    path: "/api/auto-replies",
    item: rule,
    read: (item: AutoReply | null) => readRule(item, order),
    validate: (values) => validateRule(t, values),
    body: ruleBody,
    onSaved: onClose,
  });
  const { values, set, error } = form;
  const { trigger, keywords } = values;
  const seconds = { suffix: ` ${t("admin.unit.sShort")}`, allowDecimal: false, w: { base: "100%", xs: 240 } };
  return (
    <EditorDrawer
      title={rule ? seededName(t, rule.id, rule.name) : t("admin.rule.new")}
      form={form}
      isNew={!rule}
      onClose={onClose}
      size={680}
      actions={
        rule && (
          <DeleteButton
            path="/api/auto-replies"
            id={rule.id}
            name={rule.name}
            text={t("admin.rule.deleteText")}
            onDone={onClose}
          />
        )
      }
    >
      <Section title={t("admin.rule.when")} text={t(`admin.trigger.${trigger.type}.text`)}>
        <Stack gap="md">
          <TextInput
            label={t("admin.field.name")}
            required
            data-autofocus={rule ? undefined : true}
            value={values.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
            error={error("name")}
          />
          <Select
            label={t("admin.field.trigger")}
            allowDeselect={false}
            data={triggerTypes.map((value) => ({ value, label: t(`admin.trigger.${value}`) }))}
            value={trigger.type}
            onChange={(type) => set({ trigger: { ...trigger, type: (type ?? "conversation_started") as TriggerType } })}
            error={error("trigger.type")}
          />
          {waits(trigger.type) && (
            <NumberInput
              label={t("admin.rule.seconds")}
              {...seconds}
              min={1}
              value={trigger.seconds}
              onChange={(value) => set({ trigger: { ...trigger, seconds: value } })}
              error={error("trigger.seconds")}
            />
          )}
          {matchesWords(trigger.type) && (
            <>
              <TagsInput
                label={t("admin.rule.words")}
                description={t("admin.rule.wordsHint")}
                acceptValueOnBlur
                splitChars={[",", ",", "、", ";"]}
                value={keywords.words}
                onChange={(words) => set({ keywords: { ...keywords, words } })}
                error={error("keywords.words")}
              />
              <TextInput
                label={t("admin.rule.pattern")}
                description={t("admin.rule.patternHint")}
                styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
                spellCheck={false}
                autoComplete="off"
                value={keywords.pattern}
                onChange={(event) => set({ keywords: { ...keywords, pattern: event.currentTarget.value } })}
                error={error("keywords.pattern")}
              />
            </>
          )}
        </Stack>
      </Section>
      <Section title={t("admin.field.conditions")} text={t("admin.rule.conditionsText")}>
        <ConditionsFields
          value={values.conditions}
          onChange={(conditions) => set({ conditions })}
          triggerType={trigger.type}
          error={error}
        />
      </Section>
      <Section title={t("admin.field.actions")} text={t("admin.rule.actionsText")}>
        <ActionsField value={values.actions} onChange={(actions) => set({ actions })} error={error} />
      </Section>
      <Section title={t("admin.rule.often")} text={t("admin.rule.oftenText")}>
        <Stack gap="md">
          <Switch
            label={t("admin.field.oncePerConversation")}
            checked={values.oncePerConversation}
            onChange={(event) => set({ oncePerConversation: event.currentTarget.checked })}
          />
          {!values.oncePerConversation && (
            <NumberInput
              label={t("admin.field.cooldownSeconds")}
              {...seconds}
              min={leastRepeat}
              value={values.cooldownSeconds}
              onChange={(cooldownSeconds) => set({ cooldownSeconds })}
              error={error("cooldownSeconds")}
            />
          )}
          <Switch
            label={t("admin.field.stopsOthers")}
            description={t("admin.rule.stopsHint")}
            checked={values.stopsOthers}
            onChange={(event) => set({ stopsOthers: event.currentTarget.checked })}
          />
          <Switch
            label={t("admin.field.enabled")}
            checked={values.enabled}
            onChange={(event) => set({ enabled: event.currentTarget.checked })}
          />
        </Stack>
      </Section>
    </EditorDrawer>
  );
}
