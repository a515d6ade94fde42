import type { AgentStatus } from "@chatservice/client";
import { hasMessage, type MessageKey, type Translate } from "../../app/i18n";
import type { DeskState } from "../live/state";

export const awayReasons = ["break", "lunch", "meeting", "training"] as const;

/** "Away · Lunch": the status I chose, with its reason. */
export function statusText(t: Translate, { status, reason }: Pick<DeskState["status"], "status" | "reason">): string {
  const word = t(`desk.status.${status as AgentStatus}`);
  if (status !== "away" || !reason) return word;
  const key = `desk.status.away.${reason}`;
  return `${word} · ${hasMessage(key) ? t(key as MessageKey) : reason}`;
}
