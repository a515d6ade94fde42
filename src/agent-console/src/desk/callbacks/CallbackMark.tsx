import type { ConversationRow } from "@chatservice/client";
import { IconPhoneCall, IconPhoneCheck } from "@tabler/icons-react";
import { useI18n } from "../../app/i18n";
import { agoText } from "../durations";
import { useNow } from "../live/clock";
import classes from "./Callback.module.css";

/** That the customer wants to be called, in a row and in an offer; quieter once it is done. */
export function CallbackMark({ row, withAddress = false }: { row: ConversationRow; withAddress?: boolean }) {
  const { t, tag: locale } = useI18n();
  const now = useNow();
  if (!row.callback) return null;
  const { phone, email, requestedAt, doneAt } = row.callback;
  const address = phone ?? email ?? "";
  const Icon = doneAt ? IconPhoneCheck : IconPhoneCall;
  const words = doneAt
    ? t("desk.callback.done.by", { name: row.callback.doneBy?.name ?? "", time: agoText(doneAt, now, locale) })
    : t("desk.callback.asked", { address, time: requestedAt ? agoText(requestedAt, now, locale) : "" });
  return (
    <span
      className={classes.mark}
      data-done={doneAt ? true : undefined}
      data-line={withAddress || undefined}
      title={words}
    >
      <Icon size={13} role="img" aria-label={words} />
      {withAddress && (
        <>
          <span className={classes.address}>{address}</span>
          {requestedAt && <span className={classes.age}>· {agoText(requestedAt, now, locale)}</span>}
        </>
      )}
    </span>
  );
}
