import type { ConversationRow } from "@chatservice/client";
import { IconArrowForwardUp, IconAt, IconCornerUpLeft, IconPencil } from "@tabler/icons-react";
import { memo, type ReactNode } from "react";
import { Link } from "wouter";
import { useI18n } from "../../app/i18n";
import { ContactPicture } from "../ContactPicture";
import { CallbackMark } from "../callbacks/CallbackMark";
import { EndingClock } from "../ending/EndingClock";
import { handoverText } from "../handover/handoverText";
import { useNow } from "../live/clock";
import { waitWarmth } from "../live/waits";
import { wishFocus } from "../nav/focusWish";
import { HasLeft } from "../Presence";
import { PriorityChip } from "../PriorityChip";
import { contactName } from "../people";
import classes from "./Row.module.css";
import { WaitBar, WaitClock } from "./WaitClock";

interface Props {
  row: ConversationRow;
  current: boolean;
  draft: boolean;
  showAssignee: boolean;
  myId: string;
  /** Instead of the last message. */
  line?: ReactNode;
}

/** One conversation in a list; everything that is decided at a glance. */
export const Row = memo(function Row({ row, current, draft, showAssignee, myId, line }: Props) {
  const { t } = useI18n();
  const name = contactName(t, row.contact);
  const who = row.assignee?.id === myId ? t("desk.row.you") : row.assignee?.name;
  return (
    <RowFrame row={row} current={current}>
      <ContactPicture id={row.contact.id} name={row.contact.name} channel={row.channel} online={row.presence?.online} />
      <span className={classes.text}>
        <span className={classes.line}>
          <span className={classes.name}>{name}</span>
          <PriorityChip priority={row.priority} />
          {!line && <CallbackMark row={row} />}
          <span className={classes.spring} />
          {row.ending ? <EndingClock ending={row.ending} /> : !line && <WaitClock row={row} />}
        </span>
        <span className={classes.line}>
          <span className={classes.last}>{line ?? <LastLine row={row} />}</span>
          <span className={classes.spring} />
          {row.state !== "closed" && !row.handover && <HasLeft presence={row.presence} short />}
          {showAssignee && who && <span className={classes.who}>{who}</span>}
          {row.mentions?.includes(myId) && (
            <span className={classes.named} title={t("desk.mention.row")}>
              <IconAt size={13} role="img" aria-label={t("desk.mention.row")} />
            </span>
          )}
          {draft && (
            <span className={classes.draft} title={t("desk.row.draft")}>
              <IconPencil size={13} role="img" aria-label={t("desk.row.draft")} />
            </span>
          )}
          {row.unread > 0 && (
            <span className={classes.unread}>
              <span aria-hidden="true">{row.unread > 99 ? "99+" : row.unread}</span>
              <span className={classes.spoken}>{t("desk.row.unread", { n: row.unread })}</span>
            </span>
          )}
        </span>
      </span>
      <WaitBar row={row} />
    </RowFrame>
  );
});

/** What a colleague passed on, until the new agent has written; else what was said last. */
function LastLine({ row }: { row: ConversationRow }) {
  const { t } = useI18n();
  if (row.handover) {
    return (
      <span className={classes.handover}>
        <IconArrowForwardUp size={13} className={classes.by} aria-hidden="true" />
        {handoverText(t, row.handover)}
      </span>
    );
  }
  return (
    <>
      {row.lastMessage?.senderKind === "agent" && (
        <IconCornerUpLeft size={12} className={classes.by} aria-hidden="true" />
      )}
      {row.lastMessage?.text ?? t("desk.row.noMessage")}
    </>
  );
}

function RowFrame({ row, current, children }: { row: ConversationRow; current: boolean; children: ReactNode }) {
  const now = useNow();
  const over = waitWarmth(row, now) === "over";
  return (
    <Link
      href={`/c/${row.conversationId}`}
      onClick={() => wishFocus(row.conversationId, "composer")}
      className={classes.row}
      data-ending={row.ending ? true : undefined}
      aria-current={current ? "true" : undefined}
      data-over={over || undefined}
      data-unread={row.unread > 0 || undefined}
    >
      {children}
    </Link>
  );
}
