import { IconAlertOctagonFilled, IconAlertTriangleFilled, IconClock, IconHourglassLow } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "wouter";
import { serverNow } from "../app/clock";
import { hasMessage, useI18n } from "../app/i18n";
import { AgentMenu } from "./AgentMenu";
import { customerName } from "./customer";
import { clock, spanText } from "./figures";
import { desk } from "./links";
import classes from "./Wall.module.css";
import { type AgentState, ageNow, byState, type Heat, stateSince, type WallTime, waitHeat } from "./wallState";
import type { Wall, WallAgent, WallHolder } from "./wire";

interface Props {
  wall: Wall;
  time: WallTime;
}

/** Who is here, by what they are doing; the squares are slots, the clock is their oldest customer without an answer. */
export function WallAgents({ wall, time }: Props) {
  const { t, locale } = useI18n();
  const [menuOf, setMenuOf] = useState<string | null>(null);
  const groups = byState(wall.agents);
  const { serving, freeSlots, suspended } = wall.capacity;
  const held = new Map(wall.unanswered.map((holder) => [holder.agentId, holder]));
  return (
    <section className={classes.panel} aria-label={t("reports.wall.agents")}>
      <h2>
        {t("reports.wall.agents")}
        <small>
          {t("reports.wall.slots", { agents: serving, free: freeSlots })}
          {suspended > 0 && <b className={classes.suspended}> · {t("reports.wall.suspended", { n: suspended })}</b>}
        </small>
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
              <Member
                key={agent.agentId}
                agent={agent}
                state={state}
                holder={held.get(agent.agentId)}
                menu={
                  <AgentMenu
                    agent={agent}
                    opened={menuOf === agent.agentId}
                    onOpened={(opened) => setMenuOf(opened ? agent.agentId : null)}
                  />
                }
              >
                {held.get(agent.agentId) && (
                  <Oldest
                    holder={held.get(agent.agentId) as WallHolder}
                    time={time}
                    targetSeconds={wall.targetSeconds}
                  />
                )}
              </Member>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

interface MemberProps {
  agent: WallAgent;
  state: AgentState;
  holder: WallHolder | undefined;
  menu: React.ReactNode;
  children: React.ReactNode;
}

function Member({ agent, state, holder, menu, children }: MemberProps) {
  const { t } = useI18n();
  return (
    <li>
      <Link href={desk({ tab: "all", agent: agent.agentId })} className={classes.plain}>
        {agent.name}
      </Link>
      {(state !== "offline" || holder) && (
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
      {children}
      {menu}
      <Since agent={agent} state={state} />
    </li>
  );
}

/** Why an agent is away, and for how long it has been away or free. */
function Since({ agent, state }: Pick<MemberProps, "agent" | "state">) {
  const { t, locale } = useI18n();
  const since = stateSince(agent, state);
  const away = `desk.status.away.${agent.reason}`;
  const reason = state === "away" && agent.reason && (hasMessage(away) ? t(away) : agent.reason);
  const age = since && spanText(locale, Math.max(0, serverNow() - Date.parse(since)));
  if (!reason && !age) return null;
  return <small className={classes.reason}>{[reason, age].filter(Boolean).join(" · ")}</small>;
}

/** The same four shapes as in a row of the desk. */
const shapes: Record<Heat, typeof IconClock> = {
  calm: IconClock,
  warm: IconHourglassLow,
  hot: IconAlertTriangleFilled,
  over: IconAlertOctagonFilled,
};

function Oldest({ holder, time, targetSeconds }: { holder: WallHolder; time: WallTime; targetSeconds: number }) {
  const { t } = useI18n();
  const seconds = ageNow(holder.oldestUnansweredSeconds, time);
  const heat = waitHeat(holder.oldest, seconds, serverNow(), targetSeconds);
  const Shape = shapes[heat];
  const name = customerName(t, holder.oldest.contact);
  return (
    <Link
      href={desk(holder.oldest.conversationId)}
      className={classes.oldest}
      data-heat={heat}
      title={t("reports.wall.unanswered", { name, n: holder.count })}
    >
      <Shape size="0.9em" aria-hidden />
      {clock(seconds)}
      {holder.count > 1 && <small>+{holder.count - 1}</small>}
    </Link>
  );
}
