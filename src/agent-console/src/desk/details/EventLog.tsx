import { Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { api, type Page } from "../../app/api";
import { useI18n } from "../../app/i18n";
import { LoadFailed } from "../../app/LoadFailed";
import { Loading } from "../../app/pages";
import { hasRole, useMe } from "../../app/session";
import { dateTimeText, timeText } from "../durations";
import { useRow } from "../live/LiveProvider";
import type { AgentEntry, LogEntry, TeamRef } from "../live/types";
import classes from "./Details.module.css";
import { isDetail, logText, type NameOf } from "./logWords";

const first = 12;

/** The append-only log behind every figure, in words; an admin may look at every line and at what is stored in it. */
export function EventLog({ id }: { id: string }) {
  const { t } = useI18n();
  const me = useMe();
  const version = useRow(id)?.version;
  const [all, setAll] = useState(false);
  const [raw, setRaw] = useState(false);
  const nameOf = useNames();
  const log = useQuery({
    queryKey: ["conversation", id, "events", version],
    queryFn: ({ signal }) => api.get<{ items: LogEntry[] }>(`/api/conversations/${id}/events`, undefined, signal),
    placeholderData: (before) => before,
  });
  if (log.isError) return <LoadFailed onRetry={() => void log.refetch()} />;
  if (!log.data) return <Loading />;
  const items = log.data.items.filter((entry) => raw || !isDetail(entry.type)).reverse();
  return (
    <>
      {hasRole(me, "admin") && (
        <Switch
          size="xs"
          mb="xs"
          label={t("desk.details.log.raw")}
          checked={raw}
          onChange={(event) => setRaw(event.currentTarget.checked)}
        />
      )}
      <ul className={classes.plain}>
        {(all ? items : items.slice(0, first)).map((entry) => (
          <Line key={entry.id} entry={entry} raw={raw} nameOf={nameOf} />
        ))}
      </ul>
      {!all && items.length > first && (
        <button type="button" className={classes.copy} onClick={() => setAll(true)}>
          {t("desk.details.log.more", { n: items.length })}
        </button>
      )}
    </>
  );
}

function Line({ entry, raw, nameOf }: { entry: LogEntry; raw: boolean; nameOf: NameOf }) {
  const { t, tag: locale } = useI18n();
  return (
    <li className={classes.entry}>
      <time dateTime={entry.at} title={dateTimeText(entry.at, locale)}>
        {timeText(entry.at, locale)}
      </time>
      <span>{logText(t, entry, nameOf)}</span>
      {raw && (
        <code className={classes.entryData}>
          {entry.type} {JSON.stringify(entry.data ?? {})}
        </code>
      )}
    </li>
  );
}

/** Names for the ids in the log. */
function useNames(): NameOf {
  const { t } = useI18n();
  const agents = useQuery({ queryKey: ["agents"], queryFn: () => api.get<Page<AgentEntry>>("/api/agents") });
  const teams = useQuery({ queryKey: ["teams"], queryFn: () => api.get<Page<TeamRef>>("/api/teams") });
  return useMemo(() => {
    const names = new Map(
      [...(agents.data?.items ?? []), ...(teams.data?.items ?? [])].map(({ id, name }) => [id, name]),
    );
    return (_, id) => names.get(id) ?? t("desk.event.someone");
  }, [agents.data, teams.data, t]);
}
