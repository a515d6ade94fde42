import { hasMessage, type Translate } from "../../app/i18n";
import type { LogEntry } from "../live/types";

type Data = Record<string, unknown>;
export type NameOf = (kind: "agent" | "team", id: string) => string;

/** Read marks and clocks that merely go on are of use to auditors, not to who wants to know what happened. */
export const isDetail = (type: string) =>
  /^(read|sla_(retargeted|paused|resumed|answered|cancelled)|routing_widen_requested|auto_reply_requested|message_appended)$/.test(
    type,
  );

const text = (value: unknown) => (typeof value === "string" || typeof value === "number" ? String(value) : "");

/** A word of the wire in the reader's language, or as it is. */
function word(t: Translate, area: string, value: unknown): string {
  const key = `desk.${area}.${text(value)}`;
  return hasMessage(key) ? t(key) : text(value);
}

/** "4 / 5 · Solved": what the customer said at the end. */
function judgedText(t: Translate, { score, solved }: Data): string {
  const words = typeof solved === "boolean" ? t(solved ? "desk.solved.yes" : "desk.solved.no") : "";
  return [text(score) && `${text(score)} / 5`, words].filter(Boolean).join(" · ");
}

/** What a line of the event log says, in words. */
export function logText(t: Translate, { type, data, actorKind }: LogEntry, nameOf: NameOf): string {
  const of = (data ?? {}) as Data;
  const agent = (id: unknown) => (text(id) ? nameOf("agent", text(id)) : t("desk.event.someone"));
  const target = text(of.toAgentId) ? agent(of.toAgentId) : text(of.toTeamId) ? nameOf("team", text(of.toTeamId)) : "";
  const key = `desk.log.${type}`;
  if (!hasMessage(key)) return type.replaceAll("_", " ");
  return t(key, {
    agent: agent(of.agentId ?? of.assigneeId),
    target: target || t("desk.event.someone"),
    metric: word(t, "metric", of.metric),
    cause: word(t, "cause", of.cause),
    outcome: word(t, "log.outcome", of.outcome),
    reason: word(t, "log.reason", of.reason),
    via: word(t, "log.via", of.via),
    by: word(t, "log.by", actorKind),
    sender: word(t, "log.by", of.senderKind),
    kind: word(t, "log.kind", of.kind),
    resolution: word(t, "head", of.resolution) || "–",
    priority: word(t, "priority", of.priority ?? of.to),
    from: word(t, "priority", of.from),
    tags: Array.isArray(of.tags) && of.tags.length > 0 ? of.tags.join(t("app.comma")) : "–",
    skills: Object.keys((of.skills as Data | undefined) ?? {}).join(t("app.comma")) || "–",
    rule: text(of.ruleName),
    judged: judgedText(t, of),
  });
}
