import { Button, Center, TextInput } from "@mantine/core";
import { IconHistory, IconSearch } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, type Page } from "../../app/api";
import { hasMessage, useI18n } from "../../app/i18n";
import { Loading } from "../../app/pages";
import classes from "../common/admin.module.css";
import { Failed, PageHead } from "../common/ListPage";
import { includesText } from "../common/search";
import { dateTime } from "../common/time";
import type { AuditEntry } from "../wire";
import { changeWords, isLogIn, seenOnly } from "./changes";

/** Who changed what. Read only; older entries on demand. */
export function AuditPage() {
  const { t, locale } = useI18n();
  const [text, setText] = useState("");
  const query = useInfiniteQuery({
    queryKey: ["admin", "audit"],
    queryFn: ({ pageParam, signal }) => api.get<Page<AuditEntry>>("/api/audit", { cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor ?? null,
  });
  const all = query.data?.pages.flatMap((page) => page.items) ?? [];
  const word = (prefix: string, value: string) => {
    const key = `admin.audit.${prefix}.${value}`;
    return hasMessage(key) ? t(key) : value.replaceAll("_", " ");
  };
  const fieldName = (field: string) => {
    const key = `admin.field.${field}`;
    return hasMessage(key) ? t(key) : field;
  };
  const changes = (entry: AuditEntry) => {
    if (!isLogIn(entry.action)) return entry.changes;
    const seen = seenOnly(entry.changes);
    return seen.for ? { ...seen, for: word("locked", String(seen.for)) } : seen;
  };
  const line = (entry: AuditEntry) =>
    `${word("action", entry.action)} · ${word("entity", entry.entity)}${entry.entityName ? ` “${entry.entityName}”` : ""}`;
  const who = (entry: AuditEntry) => entry.actorName ?? t("admin.audit.system");
  const shown = all.filter((entry) =>
    includesText(`${who(entry)} ${line(entry)} ${Object.keys(entry.changes ?? {}).join(" ")}`, text),
  );

  if (query.isPending) return <Loading />;
  return (
    <div className={classes.page}>
      <PageHead area="audit" />
      {query.isError && all.length === 0 && <Failed error={query.error} retry={() => void query.refetch()} />}
      {query.data && all.length === 0 && (
        <div className={classes.empty}>
          <span className={classes.emptyIcon}>
            <IconHistory size={24} aria-hidden />
          </span>
          <strong>{t("admin.audit.empty")}</strong>
          <p>{t("admin.audit.emptyText")}</p>
        </div>
      )}
      {all.length > 0 && (
        <>
          <div className={classes.tools}>
            <TextInput
              type="search"
              w={{ base: "100%", xs: 280 }}
              leftSection={<IconSearch size={16} />}
              placeholder={t("admin.search")}
              aria-label={t("admin.search")}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            <span className={classes.count} aria-live="polite">
              {t("admin.count", { n: shown.length })}
            </span>
          </div>
          <ul className={classes.rows}>
            {shown.map((entry) => (
              <li key={entry.id} className={`${classes.row} ${classes.rowTop}`}>
                <div className={classes.rowMain}>
                  <b>{who(entry)}</b>
                  <div>{line(entry)}</div>
                </div>
                <div className={classes.rowMeta}>
                  {changeWords(changes(entry), { yes: t("admin.audit.yes"), no: t("admin.audit.no") }).map(
                    ({ field, text: change }) => (
                      <div key={field}>
                        {fieldName(field)}
                        {change && `: ${change}`}
                      </div>
                    ),
                  )}
                </div>
                <time className={classes.count} dateTime={entry.at}>
                  {dateTime(locale, entry.at)}
                </time>
              </li>
            ))}
          </ul>
        </>
      )}
      {query.hasNextPage && (
        <Center mt="lg">
          <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t("admin.audit.older")}
          </Button>
        </Center>
      )}
    </div>
  );
}
