import { Button, Tooltip } from "@mantine/core";
import { IconCheck, IconX } from "@tabler/icons-react";
import { useI18n } from "../../app/i18n";
import { KeyCaps } from "../../app/KeyCaps";
import { ContactPicture } from "../ContactPicture";
import { CallbackMark } from "../callbacks/CallbackMark";
import { serverNow, useNow } from "../live/clock";
import { useDesk } from "../live/LiveProvider";
import type { Offer } from "../live/offers";
import { HasLeft } from "../Presence";
import { PriorityChip } from "../PriorityChip";
import { contactName } from "../people";
import classes from "./OfferCards.module.css";
import { offerReason } from "./reason";
import { useOfferActions } from "./useOfferActions";

/** Open offers, above every list. They take no focus; keys reach them from outside (see OfferKeys). */
export function OfferCards() {
  const { t } = useI18n();
  const offers = useDesk((state) => state.offers);
  const { next, accept, decline } = useOfferActions();
  if (offers.length === 0) return null;
  return (
    <section className={classes.offers} aria-label={t("desk.offer.label")}>
      {offers.map((offer) => (
        <OfferCard
          key={offer.offerId}
          offer={offer}
          keys={offer === next}
          onAccept={() => accept(offer)}
          onDecline={() => decline(offer)}
        />
      ))}
    </section>
  );
}

interface CardProps {
  offer: Offer;
  keys: boolean;
  onAccept(): void;
  onDecline(): void;
}

function OfferCard({ offer, keys, onAccept, onDecline }: CardProps) {
  const { t, tag: locale } = useI18n();
  const { conversation: row } = offer;
  const name = contactName(t, row.contact);
  return (
    <article className={classes.card} aria-label={t("desk.offer.title", { name })}>
      <div className={classes.head}>
        <ContactPicture
          id={row.contact.id}
          name={row.contact.name}
          channel={row.channel}
          online={row.presence?.online}
        />
        <div className={classes.text}>
          <h2 className={classes.title}>
            <span className={classes.name}>{name}</span>
            <PriorityChip priority={row.priority} />
            <CallbackMark row={row} withAddress />
          </h2>
        </div>
        <SecondsLeft offer={offer} />
      </div>
      <p className={classes.reason}>
        {offerReason(t, locale, offer.reason)}
        <HasLeft presence={row.presence} before=" · " />
      </p>
      {row.lastMessage && <p className={classes.line}>{row.lastMessage.text}</p>}
      <div className={classes.buttons}>
        <Tooltip label={<KeyCaps chord="mod+shift+enter" />}>
          <Button size="xs" leftSection={<IconCheck size={15} />} onClick={onAccept} className={classes.accept}>
            {t("desk.offer.accept")}
            {keys && (
              <span className={classes.key} aria-hidden="true">
                <KeyCaps chord="enter" />
              </span>
            )}
          </Button>
        </Tooltip>
        <Tooltip label={<KeyCaps chord="escape escape" />}>
          <Button size="xs" variant="default" leftSection={<IconX size={15} />} onClick={onDecline}>
            {t("desk.offer.decline")}
          </Button>
        </Tooltip>
      </div>
      <Countdown offer={offer} />
    </article>
  );
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

/** Runs down by itself: one animation over the time that is left, no work per frame. */
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
