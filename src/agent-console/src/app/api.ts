/**
 * The HTTP door. Paths are relative to the host, the cookie does the rest; bodies carry secrets, URLs never do.
 * A refusal is an `ApiError` with the server's `code`; no answer at all is `code: "network"`.
 */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    detail: string,
    /** Complaints by field, from a refused body. */
    readonly errors: Record<string, string[]> = {},
    readonly retryAfterSeconds: number | null = null,
    /** Beside `errors`: what is wrong as a code, in the same order. Absent from older servers. */
    readonly errorCodes: Record<string, string[]> = {},
  ) {
    super(detail);
    this.name = "ApiError";
  }
}

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

export type Query = Record<string, string | number | boolean | null | undefined>;

const signedOut = new Set<() => void>();

/** Called when the server says that the log-in has ended. Returns the way to stop listening. */
export function onSignedOut(listener: () => void): () => void {
  signedOut.add(listener);
  return () => signedOut.delete(listener);
}

export function withQuery(path: string, query?: Query): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== null && value !== undefined && value !== "") params.set(name, String(value));
  }
  const text = params.toString();
  return text ? `${path}?${text}` : path;
}

async function toError(response: Response): Promise<ApiError> {
  const body = (await response.json().catch(() => ({}))) as Partial<{
    code: string;
    detail: string;
    title: string;
    errors: Record<string, string[]>;
    errorCodes: Record<string, string[]>;
    retryAfterSeconds: number;
  }>;
  const code =
    body.code ?? (response.status === 401 ? "unauthenticated" : response.status >= 500 ? "internal" : "unknown");
  const header = Number(response.headers.get("retry-after"));
  const retryAfter = body.retryAfterSeconds ?? (Number.isFinite(header) && header > 0 ? header : null);
  return new ApiError(
    code,
    response.status,
    body.detail ?? body.title ?? code,
    body.errors ?? {},
    retryAfter,
    body.errorCodes ?? {},
  );
}

/** A body that is no JSON. */
interface Raw {
  text: string | Blob;
  type: string;
}

async function request<T>(method: string, path: string, body?: unknown, signal?: AbortSignal, raw?: Raw): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      credentials: "same-origin",
      headers:
        body === undefined && !raw
          ? { accept: "application/json" }
          : { accept: "application/json", "content-type": raw?.type ?? "application/json" },
      body: raw ? raw.text : body === undefined ? null : JSON.stringify(body),
      signal: signal ?? null,
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError("network", 0, String(error));
  }
  if (response.ok) {
    const text = await response.text();
    return (text ? JSON.parse(text) : undefined) as T;
  }
  const error = await toError(response);
  if (error.code === "unauthenticated") for (const listener of signedOut) listener();
  throw error;
}

export const api = {
  get: <T>(path: string, query?: Query, signal?: AbortSignal) =>
    request<T>("GET", withQuery(path, query), undefined, signal),
  post: <T>(path: string, body: unknown = {}) => request<T>("POST", path, body),
  postText: <T>(path: string, text: string, type: string) =>
    request<T>("POST", path, undefined, undefined, { text, type }),
  put: <T>(path: string, body: unknown) => request<T>("PUT", path, body),
  putBlob: <T>(path: string, blob: Blob) =>
    request<T>("PUT", path, undefined, undefined, { text: blob, type: blob.type }),
  del: <T>(path: string) => request<T>("DELETE", path),
};
