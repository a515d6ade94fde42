import { Select, Stack, TextInput } from "@mantine/core";
import { useI18n } from "../../app/i18n";
import { checks } from "../common/checks";
import { EditorDrawer } from "../common/EditorDrawer";
import { InboxesPicker } from "../common/pickers";
import { useForm } from "../common/useForm";
import type { ApiToken, Role, Stored, TokenScope } from "../wire";

const lives = ["30", "90", "365", "never"] as const;
type Life = (typeof lives)[number];
const dayMs = 24 * 60 * 60 * 1000;

interface Props {
  onClose(): void;
  onToken(secret: { name: string; token: string }): void;
}

export function TokenEditor({ onClose, onToken }: Props) {
  const { t } = useI18n();
  const form = useForm({
    path: "/api/api-tokens",
    item: null,
    read: () => ({
      name: "",
      role: "agent" as Role,
      scope: "write" as TokenScope,
      inboxIds: [] as string[],
      life: "90" as Life,
    }),
    validate: (values) => {
      const check = checks(t);
      check.name("name", values.name);
      return check.errors;
    },
    body: ({ name, role, scope, inboxIds, life }) => ({
      name: name.trim(),
      role,
      scope,
      inboxIds: role === "agent" && inboxIds.length > 0 ? inboxIds : null,
      expiresAt: life === "never" ? null : new Date(Date.now() + Number(life) * dayMs).toISOString(),
    }),
    saved: t("admin.token.made"),
    onSaved: (made: ApiToken & Stored & { token: string }) => {
      onClose();
      onToken({ name: made.name, token: made.token });
    },
  });
  const { values, set, error } = form;
  return (
    <EditorDrawer title={t("admin.token.new")} form={form} isNew onClose={onClose} size={480}>
      <Stack gap="lg">
        <TextInput
          label={t("admin.field.name")}
          description={t("admin.token.nameHint")}
          required
          data-autofocus
          value={values.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
          error={error("name")}
        />
        <Select
          label={t("admin.field.role")}
          description={t(`admin.role.${values.role}.text`)}
          inputWrapperOrder={["label", "input", "description", "error"]}
          allowDeselect={false}
          data={(["agent", "supervisor", "admin"] as Role[]).map((value) => ({ value, label: t(`app.role.${value}`) }))}
          value={values.role}
          onChange={(role) => set({ role: (role ?? "agent") as Role })}
          error={error("role")}
        />
        <Select
          label={t("admin.field.scope")}
          allowDeselect={false}
          data={(["read", "write"] as TokenScope[]).map((value) => ({ value, label: t(`admin.token.scope.${value}`) }))}
          value={values.scope}
          onChange={(scope) => set({ scope: (scope ?? "write") as TokenScope })}
          error={error("scope")}
        />
        {values.role === "agent" && (
          <InboxesPicker
            label={t("admin.field.inboxIds")}
            description={values.inboxIds.length > 0 ? t("admin.token.inboxesHint") : undefined}
            placeholder={t("admin.allInboxes")}
            value={values.inboxIds}
            onChange={(inboxIds) => set({ inboxIds })}
            error={error("inboxIds")}
          />
        )}
        <Select
          label={t("admin.field.expiresAt")}
          allowDeselect={false}
          data={lives.map((value) => ({ value, label: t(`admin.token.life.${value}`) }))}
          value={values.life}
          onChange={(life) => set({ life: (life ?? "90") as Life })}
          error={error("expiresAt")}
        />
      </Stack>
    </EditorDrawer>
  );
}
