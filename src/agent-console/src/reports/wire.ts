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
  breached: number;
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
}

export interface Wall {
  waiting: number;
  oldestWaitSeconds: number | null;
  frt30Today: number | null;
  sl30Today: number | null;
  /** The threshold of both. */
  targetSeconds: number;
  agents: WallAgent[];
  breachesLastHour: { conversationId: string; at: string; cause: string | null }[];
}
