/** The shapes of the reports on the wire (PROTOCOL.md §4). Seconds may have fractions; a ratio without data is null. */
export interface Percentiles {
  p50: number | null;
  p90: number | null;
  p95: number | null;
}

export interface Bucket {
  label: string;
  count: number;
}

export interface Level {
  conversations: number;
  answered: number;
  frt30: number | null;
  sl30: number | null;
  frt: Percentiles;
  buckets: Bucket[];
  met: number;
  /** Targets, as met and cancelled: a conversation can miss several. */
  breached: number;
  /** Conversations with at least one missed target. */
  breachedConversations?: number;
  /** What frt30 and sl30 were counted over. */
  frt30Of?: number;
  sl30Of?: number;
  /** Conversations whose customer asked to be called back, and those that were. */
  callbacks?: number;
  callbacksDone?: number;
  cancelled: number;
  abandoned: number;
  shortAbandons: number;
  causes: Record<string, number>;
  answerRate: Percentiles & { rounds: number; withinTarget: number };
}

export interface LevelGroup {
  key: string;
  name: string;
  level: Level;
}

export interface ServiceLevel {
  from: string;
  to: string;
  /** The threshold of frt30, sl30 and withinTarget. */
  targetSeconds: number;
  formula: { frt30: string; sl30: string };
  total: Level;
  groups: LevelGroup[];
}

/** A conversation behind a figure; a `ConversationRow`, and its first response where the server adds it. */
export interface ReportConversation {
  conversationId: string;
  contact: { name: string | null };
  inboxName: string;
  assignee: { id: string; name: string } | null;
  priority: string;
  state: string;
  createdAt: string;
  frtSeconds?: number | null;
  cause?: string | null;
}

export interface WallAgent {
  agentId: string;
  name: string;
  status: string;
  reason: string | null;
  activity: string;
  usedSlots: number;
  capacity: number;
  /** When the status was chosen. */
  statusSince?: string | null;
  /** Since when an available agent has had nothing to do. */
  idleSince?: string | null;
}

export interface WallContact {
  id: string;
  name: string | null;
}

/** One customer who waits, with the clock of its row. */
export interface WallWait {
  conversationId: string;
  contact: WallContact;
  since: string;
  dueAt: string | null;
  targetSeconds: number | null;
  breached: boolean;
}

export interface WallWaiting {
  count: number;
  /** Their clock has run out. */
  overdue: number;
  oldestSeconds: number | null;
  oldest: WallWait | null;
}

export interface WallHolder {
  agentId: string;
  count: number;
  overdue: number;
  oldestUnansweredSeconds: number;
  oldest: WallWait;
}

export interface WallBreach {
  conversationId: string;
  at: string;
  cause: string | null;
  metric: string;
  contact: WallContact;
  inboxName: string;
  agent: { id: string; name: string } | null;
}

export interface Wall {
  serverTime: string;
  /** Everybody who waits for an answer: queue and in hand together. */
  waiting: number;
  oldestWaitSeconds: number | null;
  queue: WallWaiting;
  inHand: WallWaiting;
  /** Agents who hold somebody unanswered. */
  unanswered: WallHolder[];
  capacity: { serving: number; freeSlots: number; suspended: number };
  frt30Today: number | null;
  sl30Today: number | null;
  /** How many conversations each of the two rests on. */
  frt30Of?: number;
  sl30Of?: number;
  conversationsToday: number;
  answeredToday: number;
  abandonedToday: number;
  /** The threshold of both. */
  targetSeconds: number;
  agents: WallAgent[];
  /** The newest; the count is of all. */
  breachesLastHour: WallBreach[];
  breachCountLastHour: number;
  breachedConversationsLastHour: number;
}
