import { Container, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { api, type Page } from "../app/api";
import { useI18n } from "../app/i18n";
import { LoadFailed } from "../app/LoadFailed";
import { Loading } from "../app/pages";
import { ContactPicture } from "./ContactPicture";
import { dateTimeText } from "./durations";
import type { SearchHit } from "./live/types";
import { contactName } from "./people";
import classes from "./SearchPage.module.css";

let lastQuery = "";

/** Everything ever written; a hit opens at its line. */
export default function SearchPage() {
  const { t } = useI18n();
  const [text, setText] = useState(lastQuery);
  const [query] = useDebouncedValue(text.trim(), 200);
  lastQuery = text;
  const search = useQuery({
    queryKey: ["search", query],
    queryFn: ({ signal }) => api.get<Page<SearchHit>>("/api/search", { q: query }, signal),
    enabled: query !== "",
    placeholderData: (before) => before,
  });
  return (
    <div className={classes.page}>
      <Container size="sm" py="lg">
        <h1 className={classes.title}>{t("app.nav.search")}</h1>
        <TextInput
          type="search"
          size="md"
          autoFocus
          leftSection={<IconSearch size={18} />}
          aria-label={t("desk.search.label")}
          placeholder={t("desk.search.placeholder")}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {query === "" ? (
          <Hint title={t("desk.search.start")} text={t("desk.search.start.text")} />
        ) : search.isError ? (
          <LoadFailed onRetry={() => void search.refetch()} />
        ) : search.data ? (
          <Results hits={search.data.items} query={query} />
        ) : (
          <Loading />
        )}
      </Container>
    </div>
  );
}

function Hint({ title, text }: { title: string; text: string }) {
  return (
    <div className={classes.hint}>
      <Text fw={600}>{title}</Text>
      <Text c="dimmed">{text}</Text>
    </div>
  );
}

function Results({ hits, query }: { hits: SearchHit[]; query: string }) {
  const { t, tag: locale } = useI18n();
  if (hits.length === 0) return <Hint title={t("desk.search.none", { query })} text={t("desk.search.none.text")} />;
  return (
    <>
      <p className={classes.count} role="status">
        {t("desk.search.count", { n: hits.length })}
      </p>
      <ul className={classes.hits}>
        {hits.map(({ conversation: row, seq, snippet }) => {
          const name = contactName(t, row.contact);
          return (
            <li key={`${row.conversationId} ${seq}`}>
              <Link href={`/c/${row.conversationId}${seq ? `?at=${seq}` : ""}`} className={classes.hit}>
                <ContactPicture id={row.contact.id} name={row.contact.name} channel={row.channel} />
                <span className={classes.text}>
                  <span className={classes.head}>
                    <strong>{name}</strong>
                    <span className={classes.meta}>
                      {t(`desk.state.${row.state}`)} ·{" "}
                      {dateTimeText(row.lastMessage?.createdAt ?? row.createdAt, locale)}
                    </span>
                  </span>
                  <Marked text={snippet} query={query} />
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** The words that were looked for stand out. */
function Marked({ text, query }: { text: string; query: string }) {
  const words = query.split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const parts = text.split(new RegExp(`(${words.join("|")})`, "gi"));
  return (
    <span className={classes.snippet}>
      {/* biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move */}
      {parts.map((part, index) => (index % 2 === 1 ? <mark key={index}>{part}</mark> : part))}
    </span>
  );
}
