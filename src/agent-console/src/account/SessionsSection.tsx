import { Button, Group } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../app/api";
import { toastError } from "../app/errors";
import { useI18n } from "../app/i18n";
import { LoadFailed } from "../app/LoadFailed";
import { Loading } from "../app/pages";
import { dateTimeText } from "../desk/durations";
import classes from "./Account.module.css";
import { Part } from "./Part";

interface OwnSession {
  id: string;
  createdAt: string;
  userAgent: string | null;
  current: boolean;
}

/** Where the agent is signed in. */
export function SessionsSection() {
  const { t, tag } = useI18n();
  const queries = useQueryClient();
  const sessions = useQuery({
    queryKey: ["own-sessions"],
    queryFn: ({ signal }) => api.get<{ items: OwnSession[] }>("/api/auth/sessions", undefined, signal),
  });
  async function end(path: string) {
    await api.del(path).catch((error) => toastError(t, error));
    await queries.invalidateQueries({ queryKey: ["own-sessions"] });
  }
  if (sessions.isError) return <LoadFailed onRetry={() => void sessions.refetch()} />;
  if (!sessions.data) return <Loading />;
  const { items } = sessions.data;
  return (
    <Part title={t("app.account.sessions")} text={t("app.account.sessions.text")}>
      <ul className={classes.sessions}>
        {items.map((session) => (
          <li key={session.id}>
            <span>
              <strong>{browserName(session.userAgent) || t("app.account.sessions.unknown")}</strong>
              <span className={classes.when}>
                {session.current ? t("app.account.sessions.current") : dateTimeText(session.createdAt, tag)}
              </span>
            </span>
            {!session.current && (
              <Button variant="default" size="xs" onClick={() => void end(`/api/auth/sessions/${session.id}`)}>
                {t("app.account.sessions.end")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {items.length > 1 && (
        <Group mt="sm">
          <Button variant="default" size="xs" onClick={() => void end("/api/auth/sessions")}>
            {t("app.account.sessions.endOthers")}
          </Button>
        </Group>
      )}
    </Part>
  );
}

/** Enough to tell one's own devices apart: "Chrome · Windows". */
export function browserName(agent: string | null): string {
  const text = agent ?? "";
  const browser = ["Edg", "OPR", "Firefox", "Chrome", "Safari"].find((name) => text.includes(name));
  const system = ["Windows", "Android", "iPhone", "iPad", "Mac OS", "Linux"].find((name) => text.includes(name));
  const names: Record<string, string> = { Edg: "Edge", OPR: "Opera" };
  return [browser && (names[browser] ?? browser), system].filter(Boolean).join(" · ") || text.slice(0, 60);
}
