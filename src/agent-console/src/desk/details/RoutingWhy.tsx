import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import { api, type Page } from "../../app/api";
import { hasMessage, type Translate, useI18n } from "../../app/i18n";
import { timeText } from "../durations";
import type { AgentEntry, AgentRef, Decision } from "../live/types";
import classes from "./Details.module.css";

const idOf = (ref: AgentRef) => (typeof ref === "string" ? ref : ref.id);

function useAgentNames(): (ref: AgentRef, name?: string | null) => string {
  const agents = useQuery({
    queryKey: ["agents"],
    queryFn: () => api.get<Page<AgentEntry>>("/api/agents"),
    staleTime: 60_000,
  });
  return useMemo(() => {
    const names = new Map(agents.data?.items.map((agent) => [agent.id, agent.name]));
    return (ref, name) =>
      name || (typeof ref === "string" ? "" : ref.name) || names.get(idOf(ref)) || idOf(ref).slice(0, 8);
  }, [agents.data]);
}

const word = (t: Translate, key: string, fallback: string) => (hasMessage(key) ? t(key) : fallback);

/** The last routing decision in words: who could, who could not and why, what decided, who would have been next. */
export function RoutingWhy({ decision }: { decision: Decision | null }) {
  const { t, tag: locale } = useI18n();
  const nameOf = useAgentNames();
  if (!decision) return <p className={classes.none}>{t("desk.details.routing.none")}</p>;
  const chosen = decision.chosen ?? decision.agentIds?.[0] ?? null;
  const removed = (decision.candidates ?? []).filter((candidate) => candidate.removedBy);
  const listed = new Map<string, number>();
  for (const { removedBy } of removed) if (removedBy) listed.set(removedBy, (listed.get(removedBy) ?? 0) + 1);
  const others = (decision.removed ?? [])
    .map(({ filter, count }) => ({ filter, count: count - (listed.get(filter) ?? 0) }))
    .filter(({ count }) => count > 0);
  return (
    <>
      <dl className={classes.facts}>
        {chosen && <Line name={t("desk.details.routing.chosen")}>{nameOf(chosen)}</Line>}
        {decision.decidedBy && (
          <Line name={t("desk.details.routing.decidedBy")}>
            {word(t, `desk.decider.${decision.decidedBy}`, decision.decidedBy)}
          </Line>
        )}
        {decision.nextInLine && <Line name={t("desk.details.routing.next")}>{nameOf(decision.nextInLine)}</Line>}
        {removed.length + others.length > 0 && (
          <Line name={t("desk.details.routing.removed")}>
            {removed.map((candidate) => (
              <span key={candidate.agentId} className={classes.removed}>
                {nameOf(candidate.agentId, candidate.name)}
                <span className={classes.hint}>
                  {word(t, `desk.filter.${candidate.removedBy}`, candidate.removedBy ?? "")}
                </span>
              </span>
            ))}
            {others.map(({ filter, count }) => (
              <span key={filter} className={classes.removed}>
                +{count} <span className={classes.hint}>{word(t, `desk.filter.${filter}`, filter)}</span>
              </span>
            ))}
          </Line>
        )}
      </dl>
      <p className={classes.hint}>
        {[
          timeText(decision.at, locale),
          decision.eligibleCount != null && t("desk.details.routing.eligible", { n: decision.eligibleCount }),
          decision.queuePosition != null &&
            t("desk.details.routing.position", {
              n: decision.queuePosition,
              total: decision.queueLength ?? decision.queuePosition,
            }),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
    </>
  );
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
