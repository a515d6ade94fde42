import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../app/api";
import { useI18n } from "../../app/i18n";
import { LoadFailed } from "../../app/LoadFailed";
import { Loading } from "../../app/pages";
import { dateTimeText, timeText } from "../durations";
import { useRow } from "../live/LiveProvider";
import type { LogEntry } from "../live/types";
import classes from "./Details.module.css";

const first = 12;

/** The append-only log behind every figure, in its own words: what supervisors and auditors compare. */
export function EventLog({ id }: { id: string }) {
  const { t, tag: locale } = useI18n();
  const version = useRow(id)?.version;
  const [all, setAll] = useState(false);
  const log = useQuery({
    queryKey: ["conversation", id, "events", version],
    queryFn: ({ signal }) => api.get<{ items: LogEntry[] }>(`/api/conversations/${id}/events`, undefined, signal),
    placeholderData: (before) => before,
  });
  if (log.isError) return <LoadFailed onRetry={() => void log.refetch()} />;
  if (!log.data) return <Loading />;
  const items = [...log.data.items].reverse();
  return (
    <>
      <ul className={classes.plain}>
        {(all ? items : items.slice(0, first)).map((entry) => (
          <li key={entry.id} className={classes.entry}>
            <time dateTime={entry.at} title={dateTimeText(entry.at, locale)}>
              {timeText(entry.at, locale)}
            </time>
            <code>{entry.type}</code>
            <span className={classes.entryData}>
              {Object.entries(entry.data ?? {})
                .map(([key, value]) => `${key}: ${typeof value === "object" ? JSON.stringify(value) : value}`)
                .join(", ")}
            </span>
          </li>
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
