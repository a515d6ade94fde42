import type { OfferMade } from "@chatservice/client";
import { hasMessage, type Translate } from "../../app/i18n";
import { clockText } from "../durations";

/** Why an offer came to me, in words: "you talked last time · 3 of 4 slots free · waited 12 sec". */
export function offerReason(t: Translate, _locale: string, reason: OfferMade["reason"]): string {
  const parts: string[] = [];
  const comparator = `desk.comparator.${reason?.comparator ?? "only"}`;
  parts.push(hasMessage(comparator) ? t(comparator) : t("desk.comparator.only"));
  if (reason?.ring) parts.push(t("desk.offer.ring.more", { n: reason.ring + 1 }));
  if (reason?.capacity) parts.push(t("desk.offer.slots", { free: reason.freeSlots ?? 0, capacity: reason.capacity }));
  if (reason?.waitedSeconds !== undefined) {
    parts.push(t("desk.offer.waited", { time: clockText(reason.waitedSeconds * 1000) }));
  }
  // A line breaks after the dot, never before it.
  return parts.join("\u00a0· ");
}
