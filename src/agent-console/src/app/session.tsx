import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { ApiError, api, onSignedOut } from "./api";

export type Role = "agent" | "supervisor" | "admin";

export interface Me {
  id: string;
  email: string;
  name: string;
  role: Role;
  locale: string | null;
  status: "available" | "away" | "offline";
  reason: string | null;
  activity: string;
  /** Absent from an older server. */
  notResponding?: boolean;
  capacity: number;
  teamIds: string[];
  inboxIds: string[];
  signature?: string | null;
  avatarUrl?: string | null;
  /** A code is asked for beside the password. */
  secondFactor?: boolean;
}

/** What a log-in may need beside the password. */
export interface LoginMore {
  code?: string;
  newPassword?: string;
}

export type SessionState =
  | { kind: "checking" }
  | { kind: "unreachable" }
  /** `ended`: there was a session on this page, so the drafts are worth a word; `email`: whose. */
  | { kind: "out"; ended: boolean; email?: string }
  | { kind: "in"; me: Me };

interface Session {
  state: SessionState;
  login(email: string, password: string, more?: LoginMore): Promise<void>;
  /** The agent as the server has just told it. */
  replace(me: Me): void;
  logout(): Promise<void>;
  /** The server said so: log-out elsewhere, agent disabled, role changed. */
  end(): void;
}

const Context = createContext<Session | null>(null);
const retryMs = 3000;

export function SessionProvider({ children }: { children: ReactNode }) {
  const [state, setState] = useState<SessionState>({ kind: "checking" });
  const queries = useQueryClient();

  const end = useCallback(() => {
    setState((was) =>
      was.kind === "out"
        ? was
        : { kind: "out", ended: was.kind === "in", ...(was.kind === "in" ? { email: was.me.email } : {}) },
    );
    queries.clear();
  }, [queries]);

  useEffect(() => onSignedOut(end), [end]);

  const waiting = state.kind === "checking" || state.kind === "unreachable";
  useEffect(() => {
    if (!waiting) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let gone = false;
    const check = async () => {
      try {
        const { agent } = await api.get<{ agent: Me }>("/api/auth/me");
        if (!gone) setState({ kind: "in", me: agent });
      } catch (error) {
        if (gone || (error instanceof ApiError && error.status === 401)) return;
        setState({ kind: "unreachable" });
        timer = setTimeout(check, retryMs);
      }
    };
    void check();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [waiting]);

  const value = useMemo<Session>(
    () => ({
      state,
      end,
      async login(email, password, more) {
        const { agent } = await api.post<{ agent: Me }>("/api/auth/login", { email, password, ...more });
        setState({ kind: "in", me: agent });
      },
      replace: (me) => setState({ kind: "in", me }),
      async logout() {
        await api.post("/api/auth/logout");
        queries.clear();
        setState({ kind: "out", ended: false });
      },
    }),
    [state, end, queries],
  );
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useSession(): Session {
  const value = useContext(Context);
  if (!value) throw new Error("useSession needs a SessionProvider above it");
  return value;
}

/** The agent who is signed in; only below the log-in gate. */
export function useMe(): Me {
  const { state } = useSession();
  if (state.kind !== "in") throw new Error("useMe is only for signed-in pages");
  return state.me;
}

const rank: Record<Role, number> = { agent: 0, supervisor: 1, admin: 2 };

export function hasRole(me: Pick<Me, "role">, atLeast: Role): boolean {
  return rank[me.role] >= rank[atLeast];
}
