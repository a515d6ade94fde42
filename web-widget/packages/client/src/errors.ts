/** Codes of PROTOCOL.md §5, and three that only a client can know. */
export type ErrorCode =
  | "invalid_argument"
  | "message_empty"
  | "message_too_long"
  | "invalid_unicode"
  | "unauthenticated"
  | "invalid_credentials"
  | "token_invalid"
  | "token_expired"
  | "identity_refused"
  | "forbidden"
  | "origin_refused"
  | "not_found"
  | "inbox_unknown"
  | "conflict"
  | "offer_ended"
  | "conversation_closed"
  | "not_assigned"
  | "capacity_full"
  | "agent_unavailable"
  | "too_large"
  | "locked_out"
  | "rate_limited"
  | "unavailable"
  | "internal"
  /** The connection went away before the answer came: the call may or may not have been done. */
  | "connection_lost"
  /** No answer within the limit; the connection is given up. */
  | "timeout"
  /** A hundred messages are waiting already. */
  | "outbox_full"
  | (string & {});

const retryable = new Set<string>(["unavailable", "rate_limited", "locked_out", "connection_lost", "timeout"]);
const sessionOver = new Set<string>(["token_invalid", "token_expired", "unauthenticated"]);

/** A refusal or a failure, with the server's code. `retryAfterMs` is set where the server said how long to wait. */
export class ChatError extends Error {
  override readonly name = "ChatError";
  readonly code: ErrorCode;
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, message: string = code, retryAfterMs?: number) {
    super(message);
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }

  /** The same call may be sent again unchanged. */
  get retryable(): boolean {
    return retryable.has(this.code);
  }

  /** A new session is needed before anything else can work. */
  get sessionOver(): boolean {
    return sessionOver.has(this.code);
  }
}

/**
 * Reads what a hub call was rejected with. A refusal arrives as `… HubException: code: text`; everything else
 * (socket closed, hub stopped) means that the answer was lost.
 */
export function parseHubError(error: unknown): ChatError {
  if (error instanceof ChatError) return error;
  const text = error instanceof Error ? error.message : String(error);
  const at = text.lastIndexOf("HubException: ");
  const match = /^([a-z][a-z_]*): ?([\s\S]*)$/.exec(at < 0 ? text : text.slice(at + "HubException: ".length));
  if (match) return new ChatError(match[1] as string, match[2] || (match[1] as string));
  if (at >= 0 || /An unexpected error occurred invoking/.test(text)) return new ChatError("internal", text);
  return new ChatError("connection_lost", text);
}

/** Reads an HTTP answer that is not 2xx: RFC 9457 problem details with `code`. */
export async function parseHttpError(response: Response): Promise<ChatError> {
  let body: { code?: string; detail?: string; title?: string; retryAfterSeconds?: number } = {};
  try {
    body = (await response.json()) ?? {};
  } catch {
    // A proxy's HTML page says nothing that the status does not.
  }
  const header = Number(response.headers.get("Retry-After"));
  const seconds = body.retryAfterSeconds ?? (header > 0 ? header : undefined);
  return new ChatError(
    body.code ?? codeOfStatus(response.status),
    body.detail ?? body.title ?? `HTTP ${response.status}`,
    seconds === undefined ? undefined : seconds * 1000,
  );
}

function codeOfStatus(status: number): ErrorCode {
  if (status === 401) return "unauthenticated";
  if (status === 403) return "forbidden";
  if (status === 404) return "not_found";
  if (status === 413) return "too_large";
  if (status === 429) return "rate_limited";
  return status === 408 || status >= 502 ? "unavailable" : status >= 500 ? "internal" : "invalid_argument";
}
