import type { ChatView, Message } from "@chatservice/client";
import { isEnded, isWaiting } from "./status";

/** After these the customer waits anew, whatever time went by before. */
const roundBeginnings = new Set(["reopened", "transferred", "agent_left", "returned_to_queue"]);

const typeOf = (message: Message): string => message.event?.type ?? "";

/** When the wait that goes on now began, in epoch milliseconds; null when nobody is waited for. */
export function waitingSince(view: ChatView): number | null {
  if (!view.conversation || !isWaiting(view)) return null;
  const beginning = view.messages.findLast((message) => roundBeginnings.has(typeOf(message)));
  return Date.parse(beginning?.createdAt ?? view.conversation.createdAt);
}

/** The visitor has asked for a call-back in this round. */
export function askedForCallback(view: ChatView): boolean {
  const asked = view.messages.findLast((message) => typeOf(message) === "callback_requested");
  const since = waitingSince(view);
  return asked !== undefined && (since === null || Date.parse(asked.createdAt) >= since);
}

/** Seq of the offer of a call-back that can still be taken up: nobody has answered since, and it was not taken up before. */
export function openCallbackOffer(view: ChatView): number | null {
  if (!view.conversation || isEnded(view)) return null;
  for (const message of view.messages.toReversed()) {
    const type = typeOf(message);
    if (type === "callback_offered") return message.seq;
    if (type === "callback_requested" || type === "reopened") return null;
    if (message.kind !== "event" && message.sender.kind === "agent") return null;
  }
  return null;
}
