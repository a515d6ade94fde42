// The shapes of PROTOCOL.md §3, as far as a client can rely on them. "?" after a type: may be null or absent.

const uuid = (v) => typeof v === "string" && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(v);
const time = (v) => typeof v === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(v);

const leaves = {
  uuid,
  time,
  string: (v) => typeof v === "string",
  bool: (v) => typeof v === "boolean",
  int: Number.isInteger,
  map: (v) =>
    v !== null && typeof v === "object" && !Array.isArray(v) && Object.values(v).every((x) => typeof x === "string"),
  levels: (v) => v !== null && typeof v === "object" && !Array.isArray(v) && Object.values(v).every(Number.isInteger),
};

/** One of these words. */
export const oneOf = (...words) => ({ words });

/** A list of these. */
export const listOf = (shape) => ({ items: shape });

/** This object, or null. */
export const orNull = (shape) => ({ nullable: shape });

export const Queue = { position: "int", etaSeconds: "int?", etaLowSeconds: "int?", etaHighSeconds: "int?" };

export const states = oneOf("queued", "offered", "active", "wrap_up", "closed", "waiting_customer", "snoozed", "bot");

const sender = { kind: oneOf("visitor", "agent", "bot", "system"), id: "uuid?", name: "string?" };

export const Message = {
  conversationId: "uuid",
  seq: "int",
  messageId: "uuid",
  clientMessageId: "uuid",
  sender,
  kind: oneOf("text", "image", "file", "voice", "video", "note", "event"),
  text: "string",
  attachments: listOf({}),
  createdAt: "time",
  event: orNull({ type: "string", data: "map" }),
};

export const VisitorConversation = {
  conversationId: "uuid",
  state: states,
  lastSeq: "int",
  readSeq: "int",
  agentReadSeq: "int",
  agent: orNull({ id: "uuid", name: "string", avatarUrl: "string?" }),
  queue: orNull(Queue),
  createdAt: "time",
  closedAt: "time?",
  reopenableUntil: "time?",
  rating: "int?",
  solved: "bool?",
  resolution: "string?",
  desk: "string?",
};

export const DeskChanged = {
  desk: oneOf("staffed", "nobody", "closed"),
  open: "bool",
  opensAt: "time?",
  changesAt: "time?",
};

export const ConversationRow = {
  conversationId: "uuid",
  inboxId: "uuid",
  inboxName: "string",
  channel: "string",
  contact: {
    id: "uuid",
    name: "string?",
    email: "string?",
    phone: "string?",
    locale: "string",
    level: "string?",
    verified: "bool",
    version: "int",
  },
  state: states,
  priority: oneOf("P0", "P1", "P2", "P3"),
  assignee: orNull({ id: "uuid", name: "string" }),
  teamId: "uuid?",
  lastSeq: "int",
  readSeq: "int",
  visitorReadSeq: "int",
  unread: "int",
  lastMessage: orNull({ text: "string", senderKind: "string", createdAt: "time" }),
  awaitingSince: "time?",
  queuedAt: "time?",
  queueEnteredAt: "time?",
  createdAt: "time",
  closedAt: "time?",
  wrapUpUntil: "time?",
  resolution: "string?",
  ending: orNull({
    kind: oneOf("close", "transfer"),
    by: { id: "uuid", name: "string" },
    at: "time",
    resolution: "string?",
    to: "string?",
  }),
  mentions: listOf("uuid"),
  locale: "string",
  page: orNull({ url: "string?", title: "string?", referrer: "string?" }),
  tags: listOf("string"),
  skills: "levels",
  sla: orNull({
    metric: oneOf("first_response", "next_response", "resolution"),
    startedAt: "time",
    dueAt: "time",
    targetSeconds: "int",
    breached: "bool",
  }),
  callback: orNull({
    phone: "string?",
    email: "string?",
    requestedAt: "time?",
    doneAt: "time?",
    doneBy: orNull({ id: "string", name: "string" }),
  }),
  rating: "int?",
  solved: "bool?",
  presence: orNull({ online: "bool", since: "time?", leftAt: "time?" }),
  handover: orNull({ fromId: "uuid", fromName: "string", note: "string?", at: "time" }),
  version: "int",
};

export const AgentPresence = {
  agentId: "uuid",
  name: "string",
  status: oneOf("available", "away", "offline"),
  reason: "string?",
  activity: oneOf("idle", "offered", "on_contact", "wrap_up", "not_responding", "disconnected"),
  usedSlots: "int",
  capacity: "int",
  notResponding: "bool",
};

export const TypingChanged = { conversationId: "uuid", sender, typing: "bool", preview: "string?" };

export const ReadChanged = { conversationId: "uuid", reader: sender, seq: "int" };

export const QueueChanged = { conversationId: "uuid", ...Queue };

export const OfferMade = {
  offerId: "uuid",
  conversationId: "uuid",
  expiresAt: "time",
  serverTime: "time",
  reason: { comparator: "string", ring: "int", freeSlots: "int", capacity: "int", waitedSeconds: "int" },
  conversation: ConversationRow,
};

export const OfferEnded = {
  offerId: "uuid",
  conversationId: "uuid",
  outcome: oneOf("accepted", "declined", "expired", "withdrawn"),
};

export const Session = {
  visitorToken: "string",
  connectToken: "string",
  inbox: {
    key: "string",
    name: "string",
    color: "string",
    open: "bool",
    opensAt: "time?",
    locale: "string",
    greeting: "string?",
    suggestedQuestions: listOf("string"),
    preChat: { askName: "bool", askEmail: "bool", required: "bool" },
    launcher: { position: oneOf("right", "left"), offsetX: "int", offsetY: "int" },
    answersWithinSeconds: "int?",
    desk: oneOf("staffed", "nobody", "closed"),
    changesAt: "time?",
  },
  contact: { name: "string?", email: "string?", verified: "bool" },
  conversation: orNull(VisitorConversation),
  serverTime: "time",
};

export const Me = {
  id: "uuid",
  email: "string",
  name: "string",
  role: oneOf("agent", "supervisor", "admin"),
  locale: "string",
  status: oneOf("available", "away", "offline"),
  reason: "string?",
  activity: "string",
  capacity: "int",
  notResponding: "bool",
  teamIds: listOf("uuid"),
  inboxIds: listOf("uuid"),
  servesAll: "bool",
  signature: "string?",
  avatarUrl: "string?",
  secondFactor: "bool",
};

/** Every way in which the value is not what the protocol says: a wrong type, a field that is missing, or one that the protocol does not know. */
export function mismatches(shape, value, path) {
  if (typeof shape === "string") {
    const optional = shape.endsWith("?");
    const known = leaves[optional ? shape.slice(0, -1) : shape];
    return (optional && value == null) || known(value) ? [] : [`${path} is ${JSON.stringify(value)}, not ${shape}`];
  }
  if (shape.words)
    return shape.words.includes(value)
      ? []
      : [`${path} is ${JSON.stringify(value)}, not one of ${shape.words.join(" ")}`];
  if (shape.nullable) return value == null ? [] : mismatches(shape.nullable, value, path);
  if (shape.items) {
    return Array.isArray(value)
      ? value.flatMap((item, i) => mismatches(shape.items, item, `${path}[${i}]`))
      : [`${path} is not a list`];
  }
  if (value === null || typeof value !== "object") return [`${path} is ${JSON.stringify(value)}, not an object`];
  return [
    ...Object.entries(shape).flatMap(([name, inner]) => mismatches(inner, value[name], `${path}.${name}`)),
    ...Object.keys(value)
      .filter((name) => !(name in shape))
      .map((name) => `${path}.${name} is not in the protocol`),
  ];
}
