import type { ConversationRow } from "@chatservice/client";
import { IconArrowForwardUp } from "@tabler/icons-react";
import { useI18n } from "../../app/i18n";
import { timeText } from "../durations";
import classes from "./HandoverBanner.module.css";

/** Who handed this over to me, and what for; stays on top until I first write to the customer. */
export function HandoverBanner({ row, mine }: { row: ConversationRow; mine: boolean }) {
  const { t, tag: locale } = useI18n();
  const { handover } = row;
  if (!handover || !mine) return null;
  return (
    <aside className={classes.banner} aria-label={t("desk.handover.label")}>
      <IconArrowForwardUp size={18} className={classes.icon} aria-hidden="true" />
      <div className={classes.text}>
        <p className={classes.from}>
          {t("desk.handover.from", { from: handover.fromName })}{" "}
          <time dateTime={handover.at}>{timeText(handover.at, locale)}</time>
        </p>
        {handover.note ? (
          <p className={classes.note}>{handover.note}</p>
        ) : (
          <p className={classes.hint}>{t("desk.handover.noNote")}</p>
        )}
      </div>
    </aside>
  );
}
