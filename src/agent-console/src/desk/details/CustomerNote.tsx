import { Button, Group, Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../app/api";
import { toast, toastError } from "../../app/errors";
import { useI18n } from "../../app/i18n";
import { detailsKey } from "../live/details";
import type { Contact } from "../live/types";

/** One note for the customer, over all conversations; saved against the version that was read. */
export function CustomerNote({ contact, conversationId }: { contact: Contact; conversationId: string }) {
  const { t } = useI18n();
  const queries = useQueryClient();
  const [text, setText] = useState(contact.note ?? "");
  const [busy, setBusy] = useState(false);
  const changed = text.trim() !== (contact.note ?? "");

  async function save() {
    setBusy(true);
    try {
      await api.put(`/api/contacts/${contact.id}`, { ...contact, note: text.trim() || null });
      toast(t("desk.details.note.saved"));
    } catch (error) {
      toastError(t, error);
    } finally {
      await queries.invalidateQueries({ queryKey: detailsKey(conversationId) });
      setBusy(false);
    }
  }

  return (
    <>
      <Textarea
        aria-label={t("desk.details.note")}
        placeholder={t("desk.details.note.placeholder")}
        autosize
        minRows={2}
        maxRows={10}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {changed && (
        <Group justify="flex-end" gap="xs" mt="xs">
          <Button size="compact-xs" variant="default" onClick={() => setText(contact.note ?? "")}>
            {t("app.action.cancel")}
          </Button>
          <Button size="compact-xs" loading={busy} onClick={() => void save()}>
            {t("app.action.save")}
          </Button>
        </Group>
      )}
    </>
  );
}
