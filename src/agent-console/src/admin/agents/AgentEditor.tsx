import { Box, Button, Group, NumberInput, Select, SimpleGrid, Stack, Switch, TextInput } from "@mantine/core";
import { useState } from "react";
import { api } from "../../app/api";
import { toast } from "../../app/errors";
import { locales, useI18n } from "../../app/i18n";
import { useMe } from "../../app/session";
import { Confirm } from "../common/Confirm";
import { useRefresh } from "../common/data";
import { EditorDrawer } from "../common/EditorDrawer";
import { Notice } from "../common/Notice";
import { InboxesPicker, LanguagesPicker, TeamsPicker } from "../common/pickers";
import { Section } from "../common/Section";
import { SkillsField } from "../common/SkillsField";
import { useKnownSkills } from "../common/skills";
import { Tag } from "../common/Tag";
import { useForm } from "../common/useForm";
import type { Agent, Role } from "../wire";
import { agentBody, placed, readAgent, servesNothing, validateAgent } from "./agentForm";
import { inviteText, isWaitedFor } from "./invite";

export interface NewPassword {
  name: string;
  password: string;
  /** The secret is a link and not a password. */
  isLink?: boolean;
}

interface Props {
  agent: Agent | null;
  onClose(): void;
  onPassword(password: NewPassword): void;
}

type Created = Agent & { inviteUrl?: string | null };

export function AgentEditor({ agent, onClose, onPassword }: Props) {
  const { t, locale } = useI18n();
  const me = useMe();
  const known = useKnownSkills();
  const form = useForm({
    path: "/api/agents",
    item: agent,
    read: readAgent,
    validate: (values) => validateAgent(t, values),
    body: (values) => ({ ...agentBody(values, agent?.disabled ?? false), ...(agent ? {} : { invite: true }) }),
    onSaved: (result: Created) => {
      onClose();
      if (result?.inviteUrl) onPassword({ name: result.name, password: result.inviteUrl, isLink: true });
    },
  });
  const { values, set, error } = form;
  const isMe = agent?.id === me.id;

  return (
    <EditorDrawer
      title={agent ? agent.name : t("admin.agents.new")}
      form={form}
      isNew={!agent}
      onClose={onClose}
      actions={agent && <AgentActions agent={agent} isMe={isMe} onDone={onClose} onPassword={onPassword} />}
    >
      {agent?.disabled && <Tag>{t("admin.agents.disabled")}</Tag>}
      {agent && isWaitedFor(agent) && (
        <Box mb="lg">
          <Notice title={t("admin.agents.invited")}>{inviteText(t, locale, agent)}</Notice>
        </Box>
      )}
      <Section title={t("admin.agents.who")} text={agent ? undefined : t("admin.agents.passwordFollows")}>
        <Stack gap="md">
          <TextInput
            label={t("admin.field.name")}
            description={t("admin.agents.nameHint")}
            required
            data-autofocus={agent ? undefined : true}
            value={values.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
            error={error("name")}
          />
          <TextInput
            label={t("admin.field.email")}
            type="email"
            autoComplete="off"
            required
            value={values.email}
            onChange={(event) => set({ email: event.currentTarget.value })}
            error={error("email")}
          />
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <Select
              label={t("admin.field.role")}
              description={t(`admin.role.${values.role}.text`)}
              inputWrapperOrder={["label", "input", "description", "error"]}
              allowDeselect={false}
              disabled={isMe}
              data={(["agent", "supervisor", "admin"] as Role[]).map((value) => ({
                value,
                label: t(`app.role.${value}`),
              }))}
              value={values.role}
              onChange={(role) => set({ role: (role ?? "agent") as Role })}
              error={error("role")}
            />
            <Select
              label={t("admin.agents.locale")}
              allowDeselect={false}
              data={Object.entries(locales).map(([value, { name }]) => ({ value, label: name }))}
              value={values.locale}
              onChange={(locale) => set({ locale: locale ?? "en" })}
              error={error("locale")}
            />
          </SimpleGrid>
        </Stack>
      </Section>
      <Section title={t("admin.agents.work")} text={t("admin.agents.workText")}>
        <Stack gap="md">
          <NumberInput
            label={t("admin.field.capacity")}
            description={t("admin.agents.capacityHint")}
            w={{ base: "100%", xs: 240 }}
            min={1}
            max={100}
            allowDecimal={false}
            value={values.capacity}
            onChange={(capacity) => set({ capacity })}
            error={error("capacity")}
          />
          <TeamsPicker
            label={t("admin.field.teamIds")}
            placeholder={t("admin.agents.noTeams")}
            value={values.teamIds}
            onChange={(teamIds) => set(placed(values, { teamIds }))}
            error={error("teamIds")}
          />
          <InboxesPicker
            label={t("admin.field.inboxIds")}
            description={t("admin.agents.inboxesHint")}
            placeholder={t(values.servesAll ? "admin.allInboxes" : "admin.agents.teamsInboxes")}
            value={values.inboxIds}
            onChange={(inboxIds) => set(placed(values, { inboxIds }))}
            error={error("inboxIds")}
          />
          <Switch
            label={t("admin.field.servesAll")}
            description={t("admin.agents.servesAllHint")}
            checked={values.servesAll}
            onChange={(event) => set({ servesAll: event.currentTarget.checked })}
          />
          {values.role === "agent" && servesNothing(values) && (
            <Notice urgent title={t("admin.agents.nothing")}>
              {t("admin.agents.nothingText")}
            </Notice>
          )}
          <LanguagesPicker
            label={t("admin.field.languages")}
            description={t("admin.agents.languagesHint")}
            placeholder={t("admin.agents.anyLanguage")}
            value={values.languages}
            onChange={(languages) => set({ languages })}
            error={error("languages")}
          />
          <Switch
            label={t("admin.field.vipDesk")}
            description={t("admin.agents.vipHint")}
            checked={values.vipDesk}
            onChange={(event) => set({ vipDesk: event.currentTarget.checked })}
          />
        </Stack>
      </Section>
      <Section title={t("admin.field.skills")} text={t("admin.agents.skillsText")}>
        <SkillsField value={values.skills} onChange={(skills) => set({ skills })} known={known} error={error} />
      </Section>
    </EditorDrawer>
  );
}

function AgentActions({
  agent,
  isMe,
  onDone,
  onPassword,
}: {
  agent: Agent;
  isMe: boolean;
  onDone(): void;
  onPassword(password: NewPassword): void;
}) {
  const { t } = useI18n();
  const refresh = useRefresh();
  const [asking, setAsking] = useState<"password" | "both" | "disable" | null>(null);
  // Nobody resets what was never chosen: the same act makes a newer invitation.
  const isNew = isWaitedFor(agent);
  const resetLabel = t(isNew ? "admin.agents.newLink" : "admin.agents.resetPassword");

  async function reset(secondFactor: boolean) {
    const answer = await api.post<{ resetUrl: string }>(`/api/agents/${agent.id}/password`, {
      link: true,
      secondFactor,
    });
    await refresh();
    onDone();
    onPassword({ name: agent.name, password: answer.resetUrl, isLink: true });
  }
  async function switchOff() {
    if (agent.disabled) {
      await api.put(`/api/agents/${agent.id}`, { ...agent, ...agentBody(readAgent(agent), false) });
    } else await api.del(`/api/agents/${agent.id}`);
    toast(t(agent.disabled ? "admin.agents.enabledToast" : "admin.agents.disabledToast", { name: agent.name }));
    await refresh();
    onDone();
  }

  return (
    <Group gap="xs">
      <Button variant="subtle" size="compact-sm" onClick={() => setAsking("password")}>
        {resetLabel}
      </Button>
      {agent.secondFactor && (
        <Button variant="subtle" size="compact-sm" onClick={() => setAsking("both")}>
          {t("admin.agents.resetBoth")}
        </Button>
      )}
      {!isMe && (
        <Button
          variant="subtle"
          size="compact-sm"
          color={agent.disabled ? undefined : "red"}
          c={agent.disabled ? undefined : "var(--c-hot)"}
          onClick={() => setAsking("disable")}
        >
          {t(agent.disabled ? "admin.agents.enable" : "admin.agents.disable")}
        </Button>
      )}
      {(asking === "password" || asking === "both") && (
        <Confirm
          title={t(isNew ? "admin.agents.newLinkTitle" : "admin.agents.resetTitle", { name: agent.name })}
          text={t(
            isNew
              ? "admin.agents.newLinkText"
              : asking === "both"
                ? "admin.agents.resetBothText"
                : "admin.agents.resetText",
          )}
          yes={resetLabel}
          onYes={() => reset(asking === "both")}
          onClose={() => setAsking(null)}
        />
      )}
      {asking === "disable" && (
        <Confirm
          title={t(agent.disabled ? "admin.agents.enableTitle" : "admin.agents.disableTitle", { name: agent.name })}
          text={t(agent.disabled ? "admin.agents.enableText" : "admin.agents.disableText")}
          yes={t(agent.disabled ? "admin.agents.enable" : "admin.agents.disable")}
          danger={!agent.disabled}
          onYes={switchOff}
          onClose={() => setAsking(null)}
        />
      )}
    </Group>
  );
}
