import type { ConversationRow } from "@chatservice/client";
import { Button, Group, Textarea } from "@mantine/core";
import { IconPhoneCall, IconPhoneCheck } from "@tabler/icons-react";
import { useState } from "react";
import { toastError } from "../../app/errors";
import { useI18n } from "../../app/i18n";
import { agoText } from "../durations";
import { useNow } from "../live/clock";
import { useLive } from "../live/LiveProvider";
import classes from "./Callback.module.css";

/** Where the customer wants to be called, since when, and the way to say that it is done. */
export function CallbackCard({ row }: { row: ConversationRow }) {
  const { t, tag: locale } = useI18n();
  const { actions } = useLive();
  const now = useNow();
  const [writing, setWriting] = useState(false);
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  if (!row.callback) return null;
  const { phone, email, requestedAt, doneAt, doneBy } = row.callback;

  async function finish() {
    setBusy(true);
    try {
      await actions.callbackDone(row.conversationId, note.trim());
      setWriting(false);
      setNote("");
    } catch (error) {
      toastError(t, error);
    }
    setBusy(false);
  }

  return (
    <section className={classes.card} data-done={doneAt ? true : undefined} aria-label={t("desk.details.callback")}>
      <p className={classes.line}>
        {doneAt ? <IconPhoneCheck size={16} aria-hidden="true" /> : <IconPhoneCall size={16} aria-hidden="true" />}
        {t("desk.details.callback")}
        {phone && <a href={`tel:${phone}`}>{phone}</a>}
        {email && <a href={`mailto:${email}`}>{email}</a>}
      </p>
      {requestedAt && (
        <p className={classes.when}>{t("desk.callback.since", { time: agoText(requestedAt, now, locale) })}</p>
      )}
      {doneAt && (
        <p className={classes.when}>
          {t("desk.callback.done.by", { name: doneBy?.name ?? "", time: agoText(doneAt, now, locale) })}
        </p>
      )}
      {!doneAt && !writing && (
        <Button size="xs" variant="default" onClick={() => setWriting(true)}>
          {t("desk.callback.finish")}
        </Button>
      )}
      {!doneAt && writing && (
        <>
          <Textarea
            size="xs"
            data-autofocus
            autosize
            minRows={2}
            maxRows={6}
            maxLength={4000}
            label={t("desk.callback.note")}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Group gap="xs" justify="flex-end">
            <Button size="xs" variant="subtle" color="gray" onClick={() => setWriting(false)}>
              {t("app.action.cancel")}
            </Button>
            <Button size="xs" loading={busy} onClick={() => void finish()}>
              {t("desk.callback.finish")}
            </Button>
          </Group>
        </>
      )}
    </section>
  );
}
