import type { Message } from "@chatservice/client";
import { IconCheck, IconChecks, IconClock, IconLock, IconPaperclip } from "@tabler/icons-react";
import { memo, useState } from "react";
import { useI18n } from "../../app/i18n";
import { useMe } from "../../app/session";
import { AgentFace, BotFace } from "../AgentFace";
import { dateTimeText, timeText } from "../durations";
import { useColleagues } from "../mentions/useColleagues";
import { eventText } from "./eventText";
import { Linked } from "./Linked";
import { MessageActions, runByKey, useMessageActions } from "./MessageActions";
import { NoteText } from "./NoteText";
import { ratingOf, Stars } from "./Stars";
import classes from "./TimelineRow.module.css";
import type { Bubble, TimelineItem } from "./timeline";

/** More in a row are folded. */
const eventsShown = 4;

/** One line of the list, whatever it is. */
export const TimelineRow = memo(function TimelineRow({
  item,
  highlighted,
  current,
}: {
  item: TimelineItem;
  highlighted: boolean;
  /** The keyboard is on it. */
  current: boolean;
}) {
  switch (item.type) {
    case "day":
      return <Day at={item.at} />;
    case "unread":
      return <Unread />;
    case "event":
      return <EventLine item={item} />;
    default:
      return <BubbleLine item={item} highlighted={highlighted} current={current} />;
  }
});

function Day({ at }: { at: string }) {
  const { t, tag: locale } = useI18n();
  const date = new Date(at);
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(at).setHours(0, 0, 0, 0)) / 86_400_000);
  const thisYear = date.getFullYear() === new Date().getFullYear();
  const text =
    days === 0
      ? t("app.time.today")
      : days === 1
        ? t("app.time.yesterday")
        : date.toLocaleDateString(locale, {
            weekday: "short",
            month: "long",
            day: "numeric",
            ...(thisYear ? {} : { year: "numeric" }),
          });
  return (
    <div className={classes.day}>
      <time dateTime={at}>{text}</time>
    </div>
  );
}

function Unread() {
  const { t } = useI18n();
  return <div className={classes.unread}>{t("desk.messages.unread")}</div>;
}

/** One line for what happened between two messages; a long run of it is folded. */
function EventLine({ item }: { item: Extract<TimelineItem, { type: "event" }> }) {
  const { t, tag: locale } = useI18n();
  const me = useMe();
  const [open, setOpen] = useState(false);
  const rating = ratingOf(item.message);
  const events = [item.message, ...item.more];
  const shown = open ? events : events.slice(-eventsShown);
  const last = events[events.length - 1] as Message;
  return (
    <div className={classes.event}>
      {rating?.score != null && <Stars className={classes.stars} score={rating.score} />}
      {shown.length < events.length && (
        <button type="button" className={classes.folded} onClick={() => setOpen(true)}>
          {t("desk.event.more", { n: events.length - shown.length })}
        </button>
      )}
      {shown.map((event) => (
        <span key={event.messageId} className={classes.happened} title={dateTimeText(event.createdAt, locale)}>
          {eventText(t, event, me.id)}
        </span>
      ))}
      <time dateTime={last.createdAt} title={dateTimeText(last.createdAt, locale)}>
        {timeText(last.createdAt, locale)}
      </time>
      {rating?.comment && (
        <blockquote className={classes.comment} dir="auto">
          {rating.comment}
        </blockquote>
      )}
    </div>
  );
}

function BubbleLine({ item, highlighted, current }: { item: Bubble; highlighted: boolean; current: boolean }) {
  const { t, tag: locale } = useI18n();
  const actions = useMessageActions(item);
  const ours = item.sender !== "visitor";
  const showName = item.first && (item.note || (ours ? !item.mine : false));
  return (
    <div className={classes.line} data-ours={ours || undefined} data-last={item.last || undefined}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields, this is one message among others (useMessageKeys) */}
      <div
        className={classes.bubble}
        tabIndex={current ? 0 : -1}
        role="group"
        aria-label={t("desk.messages.said", { name: item.name || t("desk.row.anonymous"), text: item.text })}
        data-message={item.key}
        onKeyDown={(event) => runByKey(actions, event)}
        data-note={item.note || undefined}
        data-bot={item.sender === "bot" || undefined}
        data-first={item.first || undefined}
        data-last={item.last || undefined}
        data-sending={item.state === "sending" || undefined}
        data-highlighted={highlighted || undefined}
        title={dateTimeText(item.at, locale)}
      >
        {showName && (
          <span className={classes.name}>
            {item.note && <IconLock size={12} aria-hidden="true" />}
            {item.sender === "bot" && <BotFace />}
            {item.sender === "agent" && <SenderFace id={item.message?.sender.id} name={item.name} />}
            {item.note
              ? `${t("desk.messages.note")} · ${item.name}`
              : item.sender === "bot"
                ? t("desk.messages.bot")
                : item.name}
          </span>
        )}
        <Attachments item={item} />
        {item.text && item.note && <NoteText text={item.text} />}
        {item.text && !item.note && (
          <span className={classes.text} dir="auto">
            <Linked text={item.text} />
          </span>
        )}
        <MessageActions actions={actions} reachable={current} />
      </div>
      {item.last && (
        <span className={classes.meta}>
          <time dateTime={item.at}>{timeText(item.at, locale)}</time>
          <Delivery state={item.state} />
        </span>
      )}
    </div>
  );
}

function SenderFace({ id, name }: { id: string | null | undefined; name: string }) {
  const colleagues = useColleagues();
  if (!id) return null;
  return <AgentFace id={id} name={name} photo={colleagues.find((agent) => agent.id === id)?.avatarUrl} />;
}

function Delivery({ state }: { state: Bubble["state"] }) {
  const { t } = useI18n();
  if (!state) return null;
  const Icon = { sending: IconClock, sent: IconCheck, read: IconChecks }[state];
  return (
    <span className={classes.delivery} data-state={state}>
      <Icon size={13} aria-hidden="true" />
      {t(`desk.messages.${state}`)}
    </span>
  );
}

function Attachments({ item }: { item: Bubble }) {
  const { t } = useI18n();
  const attachments = item.message?.attachments ?? [];
  return attachments.map((file) =>
    file.url && file.contentType?.startsWith("image/") ? (
      <a key={file.id} href={file.url} target="_blank" rel="noopener noreferrer">
        <img className={classes.image} src={file.url} alt={file.name ?? t("desk.messages.attachment")} loading="lazy" />
      </a>
    ) : (
      <a key={file.id} className={classes.file} href={file.url ?? undefined} target="_blank" rel="noopener noreferrer">
        <IconPaperclip size={14} aria-hidden="true" />
        {file.name ?? t("desk.messages.attachment")}
      </a>
    ),
  );
}
