import type { Message } from "@chatservice/client";
import { hasMessage, type MessageKey, type Translate } from "../../app/i18n";

/** A system line in the reader's language; the server's own text where we have no words for its type. */
export function eventText(t: Translate, message: Message, myId: string): string {
  const type = message.event?.type ?? "";
  const data = message.event?.data ?? {};
  const agent =
    data.agentName ?? data.agent ?? (message.sender.kind === "agent" ? message.sender.name : t("desk.event.someone"));
  const values = {
    agent,
    target:
      data.toAgentName ?? data.toTeamName ?? data.agentName ?? data.teamName ?? data.to ?? t("desk.event.someone"),
    from: data.from ?? "",
    score: data.score ?? "",
    solved: solvedText(t, data.solved),
    where: data.phone ?? data.email ?? "",
    priority: priorityText(t, data.priority ?? data.to),
  };
  const special: string[] = [];
  if (type === "assigned" && data.agentId === myId) special.push("desk.event.assigned.you");
  if (type === "transferred" && data.from) special.push("desk.event.transferred.from");
  if (type === "closed" && data.by === "visitor") special.push("desk.event.closed.visitor");
  if (type === "callback_requested" && values.where === "") special.push("desk.event.callback_requested.plain");
  if (type === "rated") special.push(ratedKey(values.score, values.solved));
  if (type === "closed" && data.resolution) special.push(`desk.event.closed.${data.resolution}`);
  const key = [...special, `desk.event.${type}`].find(hasMessage) as MessageKey | undefined;
  return key ? t(key, values) : message.text;
}

/** "yes" or "no" of the wire in words; empty when the customer did not say. */
export function solvedText(t: Translate, solved: string | undefined): string {
  return solved === "yes" || solved === "no" ? t(`desk.solved.${solved}`) : "";
}

function ratedKey(score: string, solved: string): string {
  if (score && solved) return "desk.event.rated.both";
  if (solved) return "desk.event.rated.solved";
  return score ? "desk.event.rated" : "desk.event.rated.plain";
}

function priorityText(t: Translate, priority: string | undefined): string {
  const key = `desk.priority.${priority}`;
  return hasMessage(key) ? t(key) : (priority ?? "");
}
