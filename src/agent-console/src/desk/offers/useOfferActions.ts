import { useCallback } from "react";
import { useLocation } from "wouter";
import { toastError } from "../../app/errors";
import { useI18n } from "../../app/i18n";
import { serverNow } from "../live/clock";
import { useDesk, useLive } from "../live/LiveProvider";
import { frontOffer, type Offer, readyIn } from "../live/offers";

interface OfferActions {
  /** The one that the card shows: keys mean this one. */
  next: Offer | null;
  accept(offer: Offer): void;
  decline(offer: Offer): void;
  /** Takes back what was declined a moment ago, unless a colleague has it by now. */
  undoDecline(conversationId: string): void;
  /** For keys. False when there is no offer, or the card changed so recently that the key was meant for something else. */
  acceptNext(): boolean;
  declineNext(): boolean;
}

export function useOfferActions(): OfferActions {
  const { t } = useI18n();
  const { actions } = useLive();
  const [, navigate] = useLocation();
  const next = useDesk((state) => frontOffer(state.offers));

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
  const undoDecline = useCallback(
    (conversationId: string) => {
      actions
        .undoDecline(conversationId)
        .then(() => navigate(`/c/${conversationId}`))
        .catch((error) => toastError(t, error));
    },
    [actions, navigate, t],
  );
  const ifReady = (act: (offer: Offer) => void) => () => {
    if (!next || readyIn(next, serverNow()) > 0) return false;
    act(next);
    return true;
  };
  return { next, accept, decline, undoDecline, acceptNext: ifReady(accept), declineNext: ifReady(decline) };
}
