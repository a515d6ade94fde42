import type { Message, OutgoingEntry } from "@chatservice/client";

export interface Bubble {
  id: string;
  text: string;
  attachments: { name: string; url: string | null }[];
  /** Missing on a message that is confirmed. */
  outgoing?: OutgoingEntry;
  seq: number;
}

/** Bubbles of one sender within one minute, under one name and one time. */
export interface Group {
  type: "group";
  key: string;
  mine: boolean;
  bot: boolean;
  name: string;
  at: Date;
  bubbles: Bubble[];
}

export type Line = Group | { type: "day"; key: string; at: Date } | { type: "event"; key: string; message: Message };

/** Told by the screen itself, or nobody's business but the agents'. */
const silentEvents = new Set(["conversation_started", "priority_changed", "rated"]);

/** What the log shows, top to bottom. A log that begins today needs no date above it. */
export function timeline(messages: readonly Message[], outgoing: readonly OutgoingEntry[], now: Date): Line[] {
  const lines: Line[] = [];
  let day = now.toDateString();
  const put = (at: Date, line: Line) => {
    if (day !== at.toDateString()) {
      day = at.toDateString();
      lines.push({ type: "day", key: `day-${day}`, at });
    }
    lines.push(line);
  };
  const add = (owner: Pick<Group, "mine" | "bot" | "name">, at: Date, bubble: Bubble) => {
    const last = lines.at(-1);
    const minute = Math.floor(at.getTime() / 60_000);
    const joins =
      last?.type === "group" &&
      last.mine === owner.mine &&
      last.name === owner.name &&
      Math.floor(last.at.getTime() / 60_000) === minute;
    if (joins) last.bubbles.push(bubble);
    else put(at, { type: "group", key: bubble.id, at, bubbles: [bubble], ...owner });
  };
  for (const message of messages) {
    const at = new Date(message.createdAt);
    if (message.kind === "event" || message.sender.kind === "system") {
      if (!silentEvents.has(message.event?.type ?? "")) put(at, { type: "event", key: `e${message.seq}`, message });
      continue;
    }
    const { kind, name } = message.sender;
    const attachments = (message.attachments ?? []).map((a) => ({ name: a.name ?? "", url: a.url ?? null }));
    const id = message.clientMessageId ?? message.messageId;
    const mine = kind === "visitor";
    add({ mine, bot: kind === "bot", name: mine ? "" : name }, at, {
      id,
      text: message.text,
      attachments,
      seq: message.seq,
    });
  }
  for (const entry of outgoing) {
    const bubble = {
      id: entry.clientMessageId,
      text: entry.text,
      attachments: [],
      outgoing: entry,
      seq: entry.seq ?? Infinity,
    };
    add({ mine: true, bot: false, name: "" }, new Date(entry.createdAt), bubble);
  }
  return lines;
}
