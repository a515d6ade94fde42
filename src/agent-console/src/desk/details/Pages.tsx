import type { ConversationRow } from "@chatservice/client";
import { useQuery } from "@tanstack/react-query";
import { api } from "../../app/api";
import { useI18n } from "../../app/i18n";
import { dateTimeText, timeText } from "../durations";
import type { PageVisit } from "../live/types";
import classes from "./Details.module.css";
import { PageLink } from "./PageLink";

/** Where the customer has been, newest first; read again when it moves on. */
export function Pages({ row }: { row: ConversationRow }) {
  const { t, tag: locale } = useI18n();
  const contactId = row.contact.id;
  const pages = useQuery({
    queryKey: ["contact-pages", contactId, row.page?.url ?? "", row.presence?.online ?? false],
    queryFn: ({ signal }) => api.get<{ items: PageVisit[] }>(`/api/contacts/${contactId}/pages`, undefined, signal),
    placeholderData: (before, query) => (query?.queryKey[1] === contactId ? before : undefined),
  });
  const visits = [...(pages.data?.items ?? [])].reverse();
  if (visits.length === 0) return <p className={classes.hint}>{t("desk.details.pages.none")}</p>;
  return (
    <ol className={classes.pages}>
      {visits.map((visit, index) => (
        <li key={`${visit.at} ${visit.url}`} data-now={(index === 0 && row.presence?.online) || undefined}>
          <time dateTime={visit.at} title={dateTimeText(visit.at, locale)}>
            {timeText(visit.at, locale)}
          </time>
          <PageLink url={visit.url} title={visit.title} />
        </li>
      ))}
    </ol>
  );
}
