import type { CustomerPresence } from "@chatservice/client";
import { type Translate, useI18n } from "../app/i18n";
import { agoText, dateTimeText } from "./durations";
import { useNow } from "./live/clock";
import classes from "./Presence.module.css";

interface Props {
  presence?: CustomerPresence | null | undefined;
  /** Stands in front of the words when there are any. */
  before?: string;
  /** For a narrow place. */
  short?: boolean;
}

/** "Left 2 min ago" for a customer whose last page has closed; nothing for one who is there or was never seen. */
export function HasLeft({ presence, ...rest }: Props) {
  if (!presence || presence.online || !presence.leftAt) return null;
  return <LeftAt at={presence.leftAt} {...rest} />;
}

/** Whether the customer is there, in words. */
export function PresenceText({ presence, before, short }: Props) {
  const { t } = useI18n();
  if (!presence?.online) return <HasLeft presence={presence} before={before ?? ""} short={short ?? false} />;
  return (
    <span className={classes.here}>
      {before}
      {t("desk.presence.here")}
    </span>
  );
}

function LeftAt({ at, before, short }: { at: string; before?: string; short?: boolean }) {
  const { t, tag: locale } = useI18n();
  const now = useNow();
  return (
    <time className={classes.left} dateTime={at} title={dateTimeText(at, locale)}>
      {before}
      {leftText(t, at, now, locale, short)}
    </time>
  );
}

const day = 24 * 60 * 60_000;

/** `Just left`, `Left 5 min ago`, `Left Mar 4`; short: `left 5 min`. */
export function leftText(t: Translate, at: string, now: number, locale: string, short = false): string {
  if (now - Date.parse(at) < 60_000) return t(short ? "desk.presence.leftNowShort" : "desk.presence.leftNow");
  if (now - Date.parse(at) >= day) return t("desk.presence.leftOn", { date: agoText(at, now, locale) });
  return t(short ? "desk.presence.leftShort" : "desk.presence.left", { ago: agoText(at, now, locale) });
}
