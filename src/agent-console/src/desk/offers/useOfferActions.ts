import { useCallback } from "react";
import { useLocation } from "wouter";
import { toastError } from "../../app/errors";
import { useI18n } from "../../app/i18n";
import { serverNow } from "../live/clock";
import { useDesk, useLive } from "../live/LiveProvider";
import { isReady, type Offer } from "../live/offers";

interface OfferActions {
  /** The one that runs out first: keys mean this one. */
  next: Offer | null;
  accept(offer: Offer): void;
  decline(offer: Offer): void;
  /** For keys. False when there is no offer, or it came so recently that the key was meant for something else. */
  acceptNext(): boolean;
  declineNext(): boolean;
}

export function useOfferActions(): OfferActions {
  const { t } = useI18n();
  const { actions } = useLive();
  const [, navigate] = useLocation();
  const next = useDesk((state) => soonest(state.offers));

  const accept = useCallback(
    (offer: Offer) => {
      actions
        .accept(offer.offerId)
        .then((conversationId) => navigate(`/c/${conversationId}`))
        .catch((error) => toastError(t, error));
    },
    [actions, navigate, t],
  );
  const decline = useCallback(
    (offer: Offer) => void actions.decline(offer.offerId).catch((error) => toastError(t, error)),
    [actions, t],
  );
  const ifReady = (act: (offer: Offer) => void) => () => {
    if (!next || !isReady(next, serverNow())) return false;
    act(next);
    return true;
  };
  return { next, accept, decline, acceptNext: ifReady(accept), declineNext: ifReady(decline) };
}

function soonest(offers: readonly Offer[]): Offer | null {
  let best: Offer | null = null;
  for (const offer of offers) if (!best || Date.parse(offer.expiresAt) < Date.parse(best.expiresAt)) best = offer;
  return best;
}
