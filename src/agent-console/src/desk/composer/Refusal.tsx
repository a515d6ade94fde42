import { IconAlertCircle, IconX } from "@tabler/icons-react";
import { errorText } from "../../app/errors";
import { useI18n } from "../../app/i18n";
import { useDesk, useLive } from "../live/LiveProvider";
import classes from "./Composer.module.css";

/** Why the last one did not go out; gone with the next one, or when it is put away. */
export function Refusal({ conversationId }: { conversationId: string }) {
  const { t } = useI18n();
  const { live } = useLive();
  const refusal = useDesk((state) => state.refusals.get(conversationId));
  if (!refusal) return null;
  return (
    <div className={classes.refusal} role="alert">
      <IconAlertCircle size={16} aria-hidden="true" />
      <span>{t("desk.composer.refused", { reason: errorText(t, refusal) })}</span>
      <button
        type="button"
        className={classes.dismiss}
        aria-label={t("app.action.close")}
        onClick={() => live.forgetRefusal(conversationId)}
      >
        <IconX size={14} />
      </button>
    </div>
  );
}
