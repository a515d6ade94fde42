import type { Message, OutgoingEntry } from "@chatservice/client";

export interface Bubble {
  type: "bubble";
  key: string;
  mine: boolean;
  sender: "visitor" | "agent" | "bot" | "system";
  name: string;
  note: boolean;
  text: string;
  message: Message | null;
  at: string;
  /** First and last of a run by one sender within a few minutes: name above, time below. */
  first: boolean;
  last: boolean;
  state: "sending" | "sent" | "read" | null;
}

export type TimelineItem =
  | Bubble
  | { type: "day"; key: string; at: string }
  | { type: "unread"; key: string }
  | { type: "event"; key: string; message: Message; more: readonly Message[] };

export interface TimelineInput {
  messages: readonly Message[];
  outgoing: readonly OutgoingEntry[];
  me: { id: string; name: string };
  visitorReadSeq: number;
  /** Read up to here when the conversation was opened; null: no marker. */
  unreadAfter: number | null;
}

const runMs = 3 * 60_000;
const dayOf = (at: string) => new Date(at).toDateString();

/** The rows of the message list: bubbles in runs, days, system lines, the unread marker, what is on its way. */
export function buildTimeline({ messages, outgoing, me, visitorReadSeq, unreadAfter }: TimelineInput): TimelineItem[] {
  const items: TimelineItem[] = [];
  let day = "";
  let marked = unreadAfter === null;
  const startDay = (at: string) => {
    if (dayOf(at) === day) return;
    day = dayOf(at);
    items.push({ type: "day", key: `day ${day}`, at });
  };
  const superseded = replacedRatings(messages);
  for (const message of messages) {
    if (superseded.has(message)) continue;
    startDay(message.createdAt);
    if (!marked && message.seq > (unreadAfter ?? 0) && message.sender.kind === "visitor") {
      marked = true;
      items.push({ type: "unread", key: "unread" });
    }
    if (message.kind === "event") pushEvent(items, message);
    else items.push(toBubble(message, me.id, visitorReadSeq));
  }
  for (const entry of outgoing) {
    startDay(entry.createdAt);
    items.push(toOutgoing(entry, me.name));
  }
  return markRuns(items);
}

/** System lines that follow one another are one line; what a customer said of us stands alone. */
function pushEvent(items: TimelineItem[], message: Message): void {
  const before = items.at(-1);
  const joins = before?.type === "event" && !before.message.event?.data.comment && message.event?.type !== "rated";
  if (joins) items[items.length - 1] = { ...before, more: [...before.more, message] };
  else items.push({ type: "event", key: message.messageId, message, more: [] });
}

/** A face counts at once and the words come after it; only what holds is shown. After a reopening it is another rating. */
function replacedRatings(messages: readonly Message[]): ReadonlySet<Message> {
  const replaced = new Set<Message>();
  let latest: Message | null = null;
  for (const message of messages) {
    if (message.event?.type === "reopened") latest = null;
    if (message.event?.type !== "rated") continue;
    if (latest) replaced.add(latest);
    latest = message;
  }
  return replaced;
}

function toBubble(message: Message, myId: string, visitorReadSeq: number): Bubble {
  const note = message.kind === "note";
  const mine = message.sender.kind === "agent" && message.sender.id === myId;
  const answered = message.sender.kind === "agent" && !note;
  return {
    type: "bubble",
    // One key over the whole life of a message, so that its ack does not redraw it.
    key: message.clientMessageId ?? message.messageId,
    mine,
    sender: message.sender.kind,
    name: message.sender.name,
    note,
    text: message.text,
    message,
    at: message.createdAt,
    first: true,
    last: true,
    state: answered ? (message.seq <= visitorReadSeq ? "read" : "sent") : null,
  };
}

function toOutgoing(entry: OutgoingEntry, name: string): Bubble {
  return {
    type: "bubble",
    key: entry.clientMessageId,
    mine: true,
    sender: "agent",
    name,
    note: entry.kind === "note",
    text: entry.text,
    message: null,
    at: entry.createdAt,
    first: true,
    last: true,
    state: entry.state === "sending" ? "sending" : "sent",
  };
}

function markRuns(items: TimelineItem[]): TimelineItem[] {
  for (let i = 1; i < items.length; i++) {
    const before = items[i - 1];
    const item = items[i];
    if (before?.type !== "bubble" || item?.type !== "bubble" || !sameRun(before, item)) continue;
    before.last = false;
    item.first = false;
  }
  return items;
}

const sameRun = (a: Bubble, b: Bubble) =>
  a.sender === b.sender && a.name === b.name && a.note === b.note && Date.parse(b.at) - Date.parse(a.at) < runMs;
