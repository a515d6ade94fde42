import type { OfferEnded, OfferMade } from "@chatservice/client";

export interface Offer extends OfferMade {
  /** On this page, in server time; guards against a key press that was meant for something else. */
  shownAt: number;
}

export type Offers = readonly Offer[];

/** The server repeats open offers on each connect: the same id is the same offer, shown since the first time. */
export function addOffer(offers: Offers, made: OfferMade, now: number): Offers {
  if (Date.parse(made.expiresAt) <= now) return offers;
  const known = offers.find((offer) => offer.offerId === made.offerId);
  const next: Offer = { ...made, shownAt: known?.shownAt ?? now };
  return known ? offers.map((offer) => (offer === known ? next : offer)) : [...offers, next];
}

export function endOffer(offers: Offers, ended: Pick<OfferEnded, "offerId">): Offers {
  return offers.some((offer) => offer.offerId === ended.offerId)
    ? offers.filter((offer) => offer.offerId !== ended.offerId)
    : offers;
}

/** The `OfferEnded` of an offer may be lost with its connection: a while after its time it is over anyway. */
export const lateMs = 2_000;

export function dropLate(offers: Offers, now: number): Offers {
  const live = offers.filter((offer) => Date.parse(offer.expiresAt) + lateMs > now);
  return live.length === offers.length ? offers : live;
}

/** A key press this soon after the card appeared was begun before it was seen. */
const reactionMs = 500;

export const isReady = (offer: Offer, now: number) => now - offer.shownAt >= reactionMs;
