import { Button, Tooltip } from "@mantine/core";
import { IconCheck, IconX } from "@tabler/icons-react";
import { useEffect, useMemo, useState } from "react";
import { type Command, useCommands } from "../../app/commands";
import { useI18n } from "../../app/i18n";
import { CommandCaps, KeyCaps } from "../../app/KeyCaps";
import { keysOf } from "../../app/keyTable";
import { ContactPicture } from "../ContactPicture";
import { CallbackMark } from "../callbacks/CallbackMark";
import { handoverText } from "../handover/handoverText";
import { serverNow, useNow } from "../live/clock";
import { useDesk, useLive, useView } from "../live/LiveProvider";
import { type Offer, readyIn } from "../live/offers";
import { HasLeft } from "../Presence";
import { PriorityChip } from "../PriorityChip";
import { contactName } from "../people";
import { useEnterAccepts } from "./enterIsFree";
import classes from "./OfferDock.module.css";
import { offerReason } from "./reason";
import { useOfferActions } from "./useOfferActions";

/** One offer at a time, in a place of its own on every page: it moves nothing and takes no focus. Keys reach it from outside (see OfferKeys). */
export function OfferDock() {
  const { t } = useI18n();
  const { next, accept, decline } = useOfferActions();
  const declined = useDesk((state) => state.declined);
  if (!next && !declined) return null;
  return (
    <section className={classes.dock} aria-label={t("desk.offer.label")} data-offer-dock>
      {declined && <Declined {...declined} />}
      {next && (
        <OfferCard key={next.offerId} offer={next} onAccept={() => accept(next)} onDecline={() => decline(next)} />
      )}
    </section>
  );
}

function Declined({ conversationId, name }: { conversationId: string; name: string }) {
  const { t } = useI18n();
  const { live } = useLive();
  const { undoDecline } = useOfferActions();
  // The key belongs to the bar of what I have ended, if there is one.
  const free = useDesk((state) => ![...state.rows.values()].some((row) => row.ending?.by.id === live.me.id));
  const commands = useMemo<Command[]>(
    () =>
      free
        ? [
            {
              id: "undo-decline",
              label: t("desk.offer.undo"),
              group: "app.group.offer",
              keys: "undo",
              run: () => undoDecline(conversationId),
            },
          ]
        : [],
    [free, t, undoDecline, conversationId],
  );
  useCommands(commands);
  return (
    <div className={classes.declined} role="status">
      <span className={classes.declinedText}>
        {t("desk.offer.declined", { name: name || t("desk.row.anonymous") })}
      </span>
      <Button
        size="compact-sm"
        variant="white"
        color="dark"
        onMouseDown={keepCaret}
        onClick={() => undoDecline(conversationId)}
        rightSection={free ? <CommandCaps id="undo" /> : undefined}
      >
        {t("desk.offer.undo")}
      </Button>
    </div>
  );
}

interface CardProps {
  offer: Offer;
  onAccept(): void;
  onDecline(): void;
}

function OfferCard({ offer, onAccept, onDecline }: CardProps) {
  const { t, tag: locale } = useI18n();
  const { conversation: row } = offer;
  const name = contactName(t, row.contact);
  const ready = useReady(offer);
  const enterAccepts = useEnterAccepts();
  const more = useView("queue").filter((waiting) => waiting.conversationId !== row.conversationId).length;
  return (
    <article className={classes.card} aria-label={t("desk.offer.title", { name })} onMouseDown={keepCaret}>
      <div className={classes.head}>
        <ContactPicture
          id={row.contact.id}
          name={row.contact.name}
          channel={row.channel}
          online={row.presence?.online}
        />
        <h2 className={classes.title}>
          <span className={classes.name}>{name}</span>
          <PriorityChip priority={row.priority} />
        </h2>
        <SecondsLeft offer={offer} />
      </div>
      {row.callback && (
        <div className={classes.callback}>
          <CallbackMark row={row} withAddress />
        </div>
      )}
      <p className={classes.reason}>
        {offerReason(t, locale, offer.reason)}
        <HasLeft presence={row.presence} before=" · " />
      </p>
      {row.handover && <p className={classes.from}>{handoverText(t, row.handover)}</p>}
      {row.lastMessage && <p className={classes.line}>{row.lastMessage.text}</p>}
      <div className={classes.buttons}>
        <Tooltip label={<KeyCaps chord={keysOf("offer-accept")[0] ?? ""} />}>
          <Button
            size="xs"
            leftSection={<IconCheck size={15} />}
            onClick={onAccept}
            disabled={!ready}
            className={classes.accept}
          >
            {t("desk.offer.accept")}
            {enterAccepts && (
              <span className={classes.key} aria-hidden="true">
                <KeyCaps chord="enter" />
              </span>
            )}
          </Button>
        </Tooltip>
        <Tooltip label={<KeyCaps chord={keysOf("offer-decline")[0] ?? ""} />}>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconX size={15} />}
            onClick={onDecline}
            disabled={!ready}
            className={classes.decline}
          >
            {t("desk.offer.decline")}
          </Button>
        </Tooltip>
      </div>
      {more > 0 && <p className={classes.more}>{t("desk.offer.more", { n: more })}</p>}
      <Countdown key={offer.expiresAt} offer={offer} />
    </article>
  );
}

/** A press anywhere on the card leaves the caret where it is. */
const keepCaret = (event: { preventDefault(): void }) => event.preventDefault();

/** False for half a second after the card has changed: a click then was meant for what stood here before. */
function useReady(offer: Offer): boolean {
  const [ready, setReady] = useState(() => readyIn(offer, serverNow()) === 0);
  useEffect(() => {
    const left = readyIn(offer, serverNow());
    setReady(left === 0);
    if (left === 0) return;
    const timer = setTimeout(() => setReady(true), left);
    return () => clearTimeout(timer);
  }, [offer]);
  return ready;
}

function SecondsLeft({ offer }: { offer: Offer }) {
  const { t } = useI18n();
  const end = Date.parse(offer.expiresAt);
  // The clock of the page ticks once a second, so it may still stand before the offer was made.
  const now = Math.max(useNow(), Date.parse(offer.serverTime));
  const left = Math.max(0, Math.ceil((end - now) / 1000));
  return (
    <span className={classes.seconds} data-soon={left <= 3 || undefined} role="timer">
      {t("desk.offer.seconds", { n: left })}
    </span>
  );
}

/** Runs down by itself: one animation over the time that is left, no work per frame. An offer that is held begins a new one. */
function Countdown({ offer }: { offer: Offer }) {
  const total = Math.max(1, Date.parse(offer.expiresAt) - Date.parse(offer.serverTime));
  const gone = Math.max(0, serverNow() - Date.parse(offer.serverTime));
  return (
    <span
      className={classes.bar}
      style={{ animationDuration: `${total}ms`, animationDelay: `-${Math.round(gone)}ms` }}
      aria-hidden="true"
    />
  );
}
