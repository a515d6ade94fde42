import { Button, Group, Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError, api } from "../../app/api";
import { toast, toastError } from "../../app/errors";
import { useI18n } from "../../app/i18n";
import { detailsKey } from "../live/details";
import { useDraft } from "../live/LiveProvider";
import type { Contact } from "../live/types";
import classes from "./Details.module.css";

/**
 * One note for the customer, over all conversations. What is typed is a draft: it stays through reloads, through changes of the customer
 * by others, and through a note that somebody else saved meanwhile; only then both are shown.
 */
export function CustomerNote({ contact, conversationId }: { contact: Contact; conversationId: string }) {
  const { t } = useI18n();
  const queries = useQueryClient();
  const stored = contact.note ?? "";
  const [draft, setDraft] = useDraft(`contact-${contact.id}`, "note");
  // What was stored when the typing began.
  const [base, setBase] = useDraft(`contact-base-${contact.id}`, "note");
  const [cleared, setCleared] = useState(false);
  const [busy, setBusy] = useState(false);
  const typing = draft !== "" || cleared;
  const text = typing ? draft : stored;
  const changed = typing && text.trim() !== stored;
  const clash = changed && base !== stored;

  function type(next: string) {
    if (!typing) setBase(stored);
    setCleared(next === "");
    setDraft(next);
  }

  function done() {
    setDraft("");
    setCleared(false);
    setBase("");
  }

  async function save() {
    setBusy(true);
    try {
      // After a clash the one who saves has both before the eyes and means to write over it.
      await api.put(`/api/contacts/${contact.id}/note`, { note: text.trim() || null, was: stored });
      toast(t("desk.details.note.saved"));
      await queries.invalidateQueries({ queryKey: detailsKey(conversationId) });
      done();
    } catch (error) {
      if (!(error instanceof ApiError && error.code === "conflict")) toastError(t, error);
      await queries.invalidateQueries({ queryKey: detailsKey(conversationId) });
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      {clash && (
        <div className={classes.clash} role="status">
          {t("desk.details.note.clash")}
          <blockquote dir="auto">{stored || t("desk.details.note.empty")}</blockquote>
        </div>
      )}
      <Textarea
        aria-label={t("desk.details.note")}
        placeholder={t("desk.details.note.placeholder")}
        autosize
        minRows={2}
        maxRows={10}
        value={text}
        onChange={(event) => type(event.currentTarget.value)}
      />
      {changed && (
        <Group justify="flex-end" gap="xs" mt="xs">
          <Button size="compact-xs" variant="default" onClick={done}>
            {t("app.action.cancel")}
          </Button>
          <Button size="compact-xs" loading={busy} onClick={() => void save()}>
            {t(clash ? "desk.details.note.replace" : "app.action.save")}
          </Button>
        </Group>
      )}
    </>
  );
}
