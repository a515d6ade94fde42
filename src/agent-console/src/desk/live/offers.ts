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

/** The one that the card shows and keys mean: whoever has waited longest. Normally there is one: the server asks about one at a time. */
export function frontOffer(offers: Offers): Offer | null {
  let front: Offer | null = null;
  for (const offer of offers) if (!front || waitingSince(offer) < waitingSince(front)) front = offer;
  return front;
}

const waitingSince = ({ conversation }: Offer) => Date.parse(conversation.queuedAt ?? conversation.createdAt);

/** The card shows another offer than before: what is done now was begun for the one before, so its half second begins here. */
export function withFront(before: Offers, next: Offers, now: number): Offers {
  const front = frontOffer(next);
  if (!front || front.offerId === frontOffer(before)?.offerId) return next;
  return next.map((offer) => (offer === front ? { ...front, shownAt: now } : offer));
}

/** A key press this soon after the card appeared was begun before it was seen. */
const reactionMs = 500;

/** Milliseconds until a key or click means this offer; 0 when it does. */
export const readyIn = (offer: Offer, now: number) => Math.max(0, offer.shownAt + reactionMs - now);
