import { useI18n } from "../app/i18n";
import classes from "./Wall.module.css";
import { byState } from "./wallState";
import type { WallAgent } from "./wire";

/** Who is here, by what they are doing; the squares are slots. */
export function WallAgents({ agents }: { agents: WallAgent[] }) {
  const { t, locale } = useI18n();
  const groups = byState(agents);
  const serving = agents.filter((agent) => agent.status === "available" && agent.activity !== "disconnected");
  const free = serving.reduce((sum, agent) => sum + Math.max(0, agent.capacity - agent.usedSlots), 0);
  return (
    <section className={classes.panel} aria-label={t("reports.wall.agents")}>
      <h2>
        {t("reports.wall.agents")}
        <small>{t("reports.wall.slots", { agents: serving.length, free })}</small>
      </h2>
      {groups.length === 0 && <p className={classes.quiet}>{t("reports.wall.nobody")}</p>}
      {groups.map(({ state, agents: members }) => (
        <div key={state} className={classes.state} data-state={state}>
          <div className={classes.stateName}>
            <span className={classes.dot} aria-hidden />
            <b>{members.length.toLocaleString(locale)}</b> {t(`reports.agentState.${state}`)}
          </div>
          <ul className={classes.agents}>
            {members.map((agent) => (
              <li key={agent.agentId}>
                {agent.name}
                {state !== "offline" && (
                  <span
                    className={classes.slots}
                    role="img"
                    aria-label={t("reports.wall.used", { used: agent.usedSlots, capacity: agent.capacity })}
                  >
                    {Array.from({ length: Math.min(agent.capacity, 12) }, (_, slot) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: a slot is its number
                      <i key={slot} data-used={slot < agent.usedSlots} />
                    ))}
                  </span>
                )}
                {state === "away" && agent.reason && <small>{agent.reason}</small>}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
