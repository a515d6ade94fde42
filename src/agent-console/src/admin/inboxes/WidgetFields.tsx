import { Group, NumberInput, SegmentedControl, Stack, Switch, TagsInput, Text } from "@mantine/core";
import { useI18n } from "../../app/i18n";
import { Section } from "../common/Section";
import type { InboxFieldsProps } from "./InboxBasics";
import { parseOrigin } from "./inboxForm";

export function WidgetFields({ values, set, error }: InboxFieldsProps) {
  const { t } = useI18n();
  const { launcher, preChat } = values;
  return (
    <>
      <Section id="launcher" title={t("admin.inbox.launcher")} text={t("admin.inbox.launcherText")}>
        <Group align="flex-start" gap="lg">
          <div>
            <Text size="sm" fw={500} mb={4} id="launcher-side">
              {t("admin.inbox.position")}
            </Text>
            <SegmentedControl
              aria-labelledby="launcher-side"
              value={launcher.position}
              onChange={(position) => set({ launcher: { ...launcher, position: position as "left" | "right" } })}
              data={[
                { value: "left", label: t("admin.inbox.left") },
                { value: "right", label: t("admin.inbox.right") },
              ]}
            />
          </div>
          <NumberInput
            w={140}
            label={t("admin.inbox.offsetX")}
            suffix=" px"
            allowDecimal={false}
            min={0}
            max={400}
            value={launcher.offsetX}
            onChange={(offsetX) => set({ launcher: { ...launcher, offsetX } })}
            error={error("launcher.offsetX")}
          />
          <NumberInput
            w={140}
            label={t("admin.inbox.offsetY")}
            suffix=" px"
            allowDecimal={false}
            min={0}
            max={400}
            value={launcher.offsetY}
            onChange={(offsetY) => set({ launcher: { ...launcher, offsetY } })}
            error={error("launcher.offsetY")}
          />
        </Group>
      </Section>
      <Section id="pre-chat" title={t("admin.field.preChat")} text={t("admin.inbox.preChatText")}>
        <Stack gap="sm">
          <Switch
            label={t("admin.inbox.askName")}
            checked={preChat.askName}
            onChange={(event) => set({ preChat: { ...preChat, askName: event.currentTarget.checked } })}
          />
          <Switch
            label={t("admin.inbox.askEmail")}
            checked={preChat.askEmail}
            onChange={(event) => set({ preChat: { ...preChat, askEmail: event.currentTarget.checked } })}
          />
          <Switch
            label={t("admin.inbox.required")}
            description={t("admin.inbox.requiredHint")}
            disabled={!preChat.askName && !preChat.askEmail}
            checked={preChat.required && (preChat.askName || preChat.askEmail)}
            onChange={(event) => set({ preChat: { ...preChat, required: event.currentTarget.checked } })}
          />
        </Stack>
      </Section>
      <Section id="origins" title={t("admin.field.allowedOrigins")} text={t("admin.inbox.originsText")}>
        <TagsInput
          aria-label={t("admin.field.allowedOrigins")}
          placeholder={values.allowedOrigins.length === 0 ? "https://www.example.com" : undefined}
          splitChars={[",", " "]}
          acceptValueOnBlur
          value={values.allowedOrigins}
          onChange={(origins) => set({ allowedOrigins: origins.map((origin) => parseOrigin(origin) ?? origin) })}
          error={
            error("allowedOrigins") ??
            values.allowedOrigins.map((_, index) => error(`allowedOrigins.${index}`)).find(Boolean)
          }
        />
      </Section>
    </>
  );
}
