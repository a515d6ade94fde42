import { type KeyboardEvent, useState } from "react";
import type { AgentEntry } from "../live/types";
import { atQuery, filterNamed } from "./mentions";
import { useColleagues } from "./useColleagues";

const most = 8;

export interface MentionMenu {
  open: boolean;
  people: AgentEntry[];
  active: AgentEntry | null;
  choose(agent: AgentEntry): void;
  insert(agent: AgentEntry): void;
  /** True when the key was for the menu. */
  onKey(event: KeyboardEvent): boolean;
  /** Who is named in the text that is being sent. */
  colleagues: AgentEntry[];
}

interface Input {
  text: string;
  caret: number;
  enabled: boolean;
  put(text: string, caret: number): void;
}

/** Colleagues after an `@` in a note. */
export function useMentionMenu({ text, caret, enabled, put }: Input): MentionMenu {
  const colleagues = useColleagues(enabled);
  const [index, setIndex] = useState(0);
  /** Closed by Escape: until the sign it was for is gone. */
  const [closedAt, setClosedAt] = useState<number | null>(null);
  const at = enabled ? atQuery(text, caret) : null;
  const people = at ? filterNamed(colleagues, at.query).slice(0, most) : [];
  const open = at !== null && closedAt !== at.start && people.length > 0;
  const place = Math.min(index, Math.max(0, people.length - 1));
  const active = people[place] ?? null;

  function insert(agent: AgentEntry) {
    if (!at) return;
    const name = `@${agent.name} `;
    put(text.slice(0, at.start) + name + text.slice(caret), at.start + name.length);
    setIndex(0);
  }

  function onKey(event: KeyboardEvent): boolean {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setIndex((place + step + people.length) % people.length);
    else if ((event.key === "Enter" || event.key === "Tab") && active) insert(active);
    else if (event.key === "Escape") setClosedAt(at?.start ?? null);
    else return false;
    event.preventDefault();
    return true;
  }

  return { open, people, active, choose: (agent) => setIndex(people.indexOf(agent)), insert, onKey, colleagues };
}
