import type { ConversationRow } from "@chatservice/client";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { api, type Page } from "../../app/api";
import { toastError } from "../../app/errors";
import { useI18n } from "../../app/i18n";
import { hasRole, useMe } from "../../app/session";
import { useLive } from "../live/LiveProvider";
import type { AgentEntry } from "../live/types";
import classes from "./Details.module.css";
import { Section } from "./Section";

const levels = [1, 2, 3, 4, 5];

/** What the agent of this conversation must know. Its agent and supervisors change it: it decides who is asked next. */
export function RequiredSkills({ row }: { row: ConversationRow }) {
  const { t } = useI18n();
  const me = useMe();
  const { actions } = useLive();
  const [pending, setPending] = useState<Record<string, number> | null>(null);
  const skills = pending ?? row.skills ?? {};
  const may = row.state !== "closed" && (row.assignee?.id === me.id || hasRole(me, "supervisor"));
  if (!may && Object.keys(skills).length === 0) return null;

  /** Shown at once, taken back when refused. */
  async function save(next: Record<string, number>) {
    setPending(next);
    try {
      await actions.setSkills(row.conversationId, next, row.skills ?? {});
    } catch (error) {
      toastError(t, error);
    } finally {
      setPending(null);
    }
  }

  function remove(name: string) {
    void save(Object.fromEntries(Object.entries(skills).filter(([other]) => other !== name)));
  }

  return (
    <Section title={t("desk.details.skills")} count={Object.keys(skills).length}>
      <div className={classes.tags}>
        {Object.entries(skills).map(([name, level]) => (
          <span key={name} className={classes.tag} data-plain={!may || undefined}>
            {level > 1 ? t("app.skill.atLeast", { name, n: level }) : name}
            {may && (
              <button type="button" aria-label={t("desk.details.skills.remove", { name })} onClick={() => remove(name)}>
                <IconX size={12} />
              </button>
            )}
          </span>
        ))}
        {may && <AddSkill onAdd={(name, level) => void save(withSkill(skills, name, level))} />}
      </div>
    </Section>
  );
}

/** Names are the same without regard to case: the level of a known one is changed. */
export function withSkill(skills: Record<string, number>, name: string, level: number): Record<string, number> {
  const known = Object.keys(skills).find((other) => other.toLowerCase() === name.toLowerCase());
  return { ...skills, [known ?? name]: level };
}

function AddSkill({ onAdd }: { onAdd(name: string, level: number): void }) {
  const { t } = useI18n();
  const list = useId();
  const [name, setName] = useState("");
  const [level, setLevel] = useState(1);
  const agents = useQuery({
    queryKey: ["agents"],
    queryFn: () => api.get<Page<AgentEntry>>("/api/agents"),
    staleTime: 60_000,
  });
  const known = [...new Set((agents.data?.items ?? []).flatMap((agent) => Object.keys(agent.skills ?? {})))].sort();

  function add(event: FormEvent) {
    event.preventDefault();
    if (!name.trim()) return;
    onAdd(name.trim(), level);
    setName("");
    setLevel(1);
  }

  return (
    <form className={classes.addTag} onSubmit={add}>
      <IconPlus size={12} aria-hidden="true" />
      <input
        value={name}
        list={list}
        maxLength={50}
        size={12}
        aria-label={t("desk.details.skills.add")}
        placeholder={t("desk.details.skills.add")}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <datalist id={list}>
        {known.map((skill) => (
          <option key={skill} value={skill} />
        ))}
      </datalist>
      {name.trim() && (
        <select
          aria-label={t("desk.details.skills.level")}
          value={level}
          onChange={(event) => setLevel(Number(event.currentTarget.value))}
        >
          {levels.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      )}
    </form>
  );
}
