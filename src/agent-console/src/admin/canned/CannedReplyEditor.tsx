import { SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useI18n } from "../../app/i18n";
import { seededName } from "../../app/seeds";
import { DeleteButton } from "../common/DeleteButton";
import { EditorDrawer } from "../common/EditorDrawer";
import { InboxesPicker, TeamsPicker } from "../common/pickers";
import { TemplateField } from "../common/TemplateField";
import { useForm } from "../common/useForm";
import type { CannedReply } from "../wire";
import { cannedBody, readCanned, toShortcut, validateCanned } from "./cannedForm";

interface Props {
  reply: CannedReply | null;
  others: CannedReply[];
  onClose(): void;
}

export function CannedReplyEditor({ reply, others, onClose }: Props) {
  const { t } = useI18n();
  const form = useForm({
    path: "/api/canned-replies",
    item: reply,
    read: readCanned,
    validate: (values) => validateCanned(t, values, others),
    body: cannedBody,
    onSaved: onClose,
  });
  const { values, set, error } = form;
  return (
    <EditorDrawer
      title={reply ? seededName(t, reply.id, reply.title) : t("admin.canned.new")}
      form={form}
      isNew={!reply}
      onClose={onClose}
      size={620}
      actions={
        reply && (
          <DeleteButton
            path="/api/canned-replies"
            id={reply.id}
            name={reply.title}
            text={t("admin.canned.deleteText")}
            onDone={onClose}
          />
        )
      }
    >
      <Stack gap="lg">
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <TextInput
            label={t("admin.field.shortcut")}
            required
            data-autofocus={reply ? undefined : true}
            autoComplete="off"
            spellCheck={false}
            value={values.shortcut}
            onChange={(event) => set({ shortcut: toShortcut(event.currentTarget.value) })}
            error={error("shortcut")}
          />
          <TextInput
            label={t("admin.field.title")}
            required
            value={values.title}
            onChange={(event) => set({ title: event.currentTarget.value })}
            error={error("title")}
          />
        </SimpleGrid>
        <TemplateField
          label={t("admin.field.texts")}
          texts={values.texts}
          onChange={(texts) => set({ texts })}
          path="texts"
          error={error}
        />
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <InboxesPicker
            label={t("admin.field.inboxIds")}
            placeholder={t("admin.allInboxes")}
            value={values.inboxIds}
            onChange={(inboxIds) => set({ inboxIds })}
            error={error("inboxIds")}
          />
          <TeamsPicker
            label={t("admin.field.teamIds")}
            placeholder={t("admin.allTeams")}
            value={values.teamIds}
            onChange={(teamIds) => set({ teamIds })}
            error={error("teamIds")}
          />
        </SimpleGrid>
      </Stack>
    </EditorDrawer>
  );
}
