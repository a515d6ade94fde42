import type { ChatView, Desk, Message, Queue } from "@chatservice/client";
import type { Language } from "./i18n";

const ended = new Set(["closed", "wrap_up"]);

export const isEnded = (view: ChatView): boolean => view.conversation !== null && ended.has(view.conversation.state);

export const isWaiting = (view: ChatView): boolean => {
  const state = view.conversation?.state;
  return (state === "queued" || state === "offered") && !view.conversation?.agent;
};

/** Who answers right now. A conversation that waits may have a team of its own at work. */
export function deskOf(view: ChatView): Desk {
  const { inbox, conversation } = view;
  if (inbox?.open === false) return "closed";
  const own = isWaiting(view) ? conversation?.desk : null;
  return (own === "closed" ? null : own) ?? inbox?.desk ?? "staffed";
}

/** "Monday 9:00 AM", or null when nobody knows. */
export const opening = (language: Language, view: ChatView, now: Date): string | null =>
  view.inbox?.opensAt ? language.when(new Date(view.inbox.opensAt), now) : null;

/** "about 1–2 min", from the honest range; null when the server has too few samples to say. */
export function waitText(language: Language, queue: Queue | null | undefined): string | null {
  const low = queue?.etaLowSeconds ?? queue?.etaSeconds;
  const high = queue?.etaHighSeconds ?? queue?.etaSeconds;
  if (low == null || high == null) return null;
  if (high < 60) return language.t("waitSoon");
  const [from, to] = [Math.max(1, Math.floor(low / 60)), Math.ceil(high / 60)];
  return from === to ? language.t("waitAbout", { n: to }) : language.t("waitRange", { low: from, high: to });
}

export function positionText(language: Language, queue: Queue | null | undefined): string | null {
  if (!queue) return null;
  return queue.position <= 1 ? language.t("statusNext") : language.count("statusBefore", queue.position - 1);
}

/** The second line of the header: who is there, or the honest state. */
export function statusText(language: Language, view: ChatView, now: Date): string {
  const { conversation, inbox } = view;
  const { t } = language;
  if (view.connection !== "live" && !view.everLive && !view.refusal && !inbox) return t("connecting");
  if (isEnded(view)) return t("statusEnded");
  if (view.everLive && view.connection !== "live") return t("connecting");
  if (conversation?.agent) return t("statusHere");
  const desk = deskOf(view);
  if (desk === "closed") {
    const when = opening(language, view, now);
    return when ? t("statusBack", { when }) : t("statusAway");
  }
  if (desk === "nobody") return t("statusNobody");
  if (isWaiting(view)) {
    const parts = [positionText(language, conversation?.queue), waitText(language, conversation?.queue)].filter(
      Boolean,
    );
    return parts.length > 0 ? parts.join(" · ") : t("statusFinding");
  }
  if (!inbox) return "";
  const seconds = inbox.answersWithinSeconds;
  if (!seconds) return t("statusOpen");
  return seconds < 60 ? t("statusSeconds", { n: seconds }) : language.count("statusMinutes", Math.ceil(seconds / 60));
}

/** A system line in the reader's language; an unknown type falls back to the server's text. */
export function eventText(language: Language, message: Message): string {
  const { t } = language;
  const data = message.event?.data ?? {};
  const name = data.agentName ?? data.to ?? data.toName ?? data.name ?? "";
  switch (message.event?.type) {
    case "assigned":
      return name ? t("eventAssigned", { name }) : t("eventAssignedNobody");
    case "transferred":
      if (data.toId && data.from && name) return t("eventHandedOver", { from: data.from, name });
      return name ? t("eventTransferredTo", { name }) : t("eventTransferred");
    case "agent_left":
      return name ? t("eventAgentLeft", { name }) : t("eventAgentLeftNobody");
    case "returned_to_queue":
      return t("eventReturned");
    case "reopened":
      return t("eventReopened");
    case "closed":
      return t("eventClosed");
    case "callback_offered":
      return t("eventCallbackOffered");
    case "callback_requested":
      return t("eventCallback");
    default:
      return message.text;
  }
}

export function errorText(language: Language, code: string): string {
  const key = `error_${code}`;
  return language.has(key) ? language.t(key) : language.t("somethingWrong");
}
