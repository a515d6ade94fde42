import type { VisitorConversation } from "./conversations";
import type { Desk } from "./words";

// `POST /api/widget/session`: who the visitor is and where.

export interface InboxInfo {
  key: string;
  name: string;
  color: string;
  open: boolean;
  opensAt?: string | null;
  locale: string;
  greeting?: string | null;
  suggestedQuestions?: string[];
  preChat?: { askName: boolean; askEmail: boolean; required: boolean } | null;
  launcher?: { position: "right" | "left"; offsetX: number; offsetY: number } | null;
  answersWithinSeconds?: number | null;
  desk?: Desk;
  /** When time alone opens or closes the inbox. */
  changesAt?: string | null;
}

export interface VisitorContact {
  name?: string | null;
  email?: string | null;
  verified: boolean;
}

/** Who the site says the visitor is; `signature` is the HMAC made by the site's server. */
export interface Identity {
  /** Of the signed form; absent: 1. */
  version?: number;
  externalId: string;
  name?: string;
  email?: string;
  phone?: string;
  attributes?: Record<string, string>;
  /** Unix seconds, at most 5 minutes old. */
  issuedAt: number;
  signature: string;
}

export interface PageInfo {
  url: string;
  title?: string;
  referrer?: string;
}

export interface SessionRequest {
  inboxKey: string;
  visitorToken?: string;
  locale?: string;
  page?: PageInfo;
  identity?: Identity;
}

export interface SessionAnswer {
  visitorToken: string;
  connectToken: string;
  inbox: InboxInfo;
  contact: VisitorContact;
  conversation?: VisitorConversation | null;
}
