import { IconCheck, IconChecks, IconClock, IconLock, IconPaperclip, IconRobot } from "@tabler/icons-react";
import { memo } from "react";
import { useI18n } from "../../app/i18n";
import { useMe } from "../../app/session";
import { dateTimeText, timeText } from "../durations";
import { eventText } from "./eventText";
import { Linked } from "./Linked";
import { ratingOf, Stars } from "./Stars";
import classes from "./TimelineRow.module.css";
import type { Bubble, TimelineItem } from "./timeline";

/** One line of the list, whatever it is. */
export const TimelineRow = memo(function TimelineRow({
  item,
  highlighted,
}: {
  item: TimelineItem;
  highlighted: boolean;
}) {
  switch (item.type) {
    case "day":
      return <Day at={item.at} />;
    case "unread":
      return <Unread />;
    case "event":
      return <EventLine item={item} />;
    default:
      return <BubbleLine item={item} highlighted={highlighted} />;
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

function EventLine({ item }: { item: Extract<TimelineItem, { type: "event" }> }) {
  const { t, tag: locale } = useI18n();
  const me = useMe();
  const rating = ratingOf(item.message);
  return (
    <div className={classes.event}>
      {rating && <Stars className={classes.stars} score={rating.score} />}
      <span>{eventText(t, item.message, me.id)}</span>
      <time dateTime={item.message.createdAt} title={dateTimeText(item.message.createdAt, locale)}>
        {timeText(item.message.createdAt, locale)}
      </time>
      {rating?.comment && (
        <blockquote className={classes.comment} dir="auto">
          {rating.comment}
        </blockquote>
      )}
    </div>
  );
}

function BubbleLine({ item, highlighted }: { item: Bubble; highlighted: boolean }) {
  const { t, tag: locale } = useI18n();
  const ours = item.sender !== "visitor";
  const showName = item.first && (item.note || (ours ? !item.mine : false));
  return (
    <div className={classes.line} data-ours={ours || undefined} data-last={item.last || undefined}>
      <div
        className={classes.bubble}
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
            {item.sender === "bot" && <IconRobot size={13} aria-hidden="true" />}
            {item.note
              ? `${t("desk.messages.note")} · ${item.name}`
              : item.sender === "bot"
                ? t("desk.messages.bot")
                : item.name}
          </span>
        )}
        <Attachments item={item} />
        {item.text && (
          <span className={classes.text} dir="auto">
            <Linked text={item.text} />
          </span>
        )}
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
