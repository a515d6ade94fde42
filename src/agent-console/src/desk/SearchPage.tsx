import { Anchor, Badge, Button, Container, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { api, type Page } from "../app/api";
import { useI18n } from "../app/i18n";
import { LoadFailed } from "../app/LoadFailed";
import { Loading } from "../app/pages";
import { Person } from "../people/PeoplePage";
import { ContactPicture } from "./ContactPicture";
import { dateTimeText } from "./durations";
import type { Contact, SearchHit } from "./live/types";
import { contactName } from "./people";
import { SearchFilterForm } from "./SearchFilterForm";
import classes from "./SearchPage.module.css";
import { filterCount, noFilters, toSearchQuery } from "./searchFilters";

const mostPeople = 6;
let lastQuery = "";
let lastFilters = noFilters;

/** Everything ever written; a hit opens at its line. */
export default function SearchPage() {
  const { t } = useI18n();
  const [text, setText] = useState(lastQuery);
  const [query] = useDebouncedValue(text.trim(), 200);
  const [filters, setFilters] = useState(lastFilters);
  lastQuery = text;
  lastFilters = filters;
  const isFiltered = filterCount(filters) > 0;
  const people = useQuery({
    queryKey: ["people", "search", query],
    queryFn: ({ signal }) => api.get<Page<Contact>>("/api/contacts", { q: query, limit: mostPeople }, signal),
    enabled: query !== "",
    placeholderData: (before) => before,
  });
  const search = useInfiniteQuery({
    queryKey: ["search", query, filters],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<SearchHit>>("/api/search", { q: query, cursor: pageParam, ...toSearchQuery(filters) }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
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
        <SearchFilterForm filters={filters} onChange={setFilters} />
        {query === "" ? (
          <Hint title={t("desk.search.start")} text={t("desk.search.start.text")} />
        ) : search.isError || people.isError ? (
          <LoadFailed onRetry={() => void Promise.all([search.refetch(), people.refetch()])} />
        ) : search.data && people.data ? (
          <>
            {!isFiltered && <People page={people.data} query={query} />}
            <Results
              hits={firstOfEach(search.data.pages)}
              query={query}
              found={!isFiltered && people.data.items.length > 0}
              isMore={search.hasNextPage}
              onlyPeople={filters.automatic === null}
            />
            {search.hasNextPage && (
              <Button
                variant="default"
                fullWidth
                mt="md"
                loading={search.isFetchingNextPage}
                onClick={() => void search.fetchNextPage()}
              >
                {t("desk.people.more")}
              </Button>
            )}
          </>
        ) : (
          <Loading />
        )}
      </Container>
    </div>
  );
}

/** A conversation found again by an older line, on a later page, is there already. */
function firstOfEach(pages: Page<SearchHit>[]): SearchHit[] {
  const hits = new Map<string, SearchHit>();
  for (const hit of pages.flatMap((page) => page.items)) {
    if (!hits.has(hit.conversation.conversationId)) hits.set(hit.conversation.conversationId, hit);
  }
  return [...hits.values()];
}

/** People first: who is looked for by name is seldom looked for in what was written. */
function People({ page, query }: { page: Page<Contact>; query: string }) {
  const { t } = useI18n();
  if (page.items.length === 0) return null;
  return (
    <section aria-labelledby="found-people">
      <h2 id="found-people" className={classes.section}>
        {t("app.nav.people")}
      </h2>
      <ul className={classes.hits}>
        {page.items.map((contact) => (
          <li key={contact.id}>
            <Person contact={contact} />
          </li>
        ))}
      </ul>
      {page.nextCursor && (
        <Anchor component={Link} href={`/people?q=${encodeURIComponent(query)}`} size="sm">
          {t("desk.search.allPeople")}
        </Anchor>
      )}
    </section>
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

interface ResultsProps {
  hits: SearchHit[];
  query: string;
  /** People were found. */
  found: boolean;
  /** The search has not looked at everything yet. */
  isMore: boolean;
  /** Automatic replies were left out. */
  onlyPeople: boolean;
}

function Results({ hits, query, found, isMore, onlyPeople }: ResultsProps) {
  const { t, tag: locale } = useI18n();
  const leftOut = onlyPeople && t("desk.search.leftOut");
  if (hits.length === 0 && found && !isMore) return null;
  if (hits.length === 0)
    return (
      <Hint
        title={t(isMore ? "desk.search.notYet" : "desk.search.none", { query })}
        text={[!isMore && t("desk.search.none.text"), leftOut].filter(Boolean).join(" ")}
      />
    );
  return (
    <>
      {found && <h2 className={classes.section}>{t("desk.search.messages")}</h2>}
      <p className={classes.count} role="status">
        {t("desk.search.count", { n: hits.length })} {leftOut && <>· {leftOut}</>}
      </p>
      <ul className={classes.hits}>
        {hits.map(({ conversation: row, seq, snippet, kind }) => {
          const name = contactName(t, row.contact);
          return (
            <li key={`${row.conversationId} ${seq}`}>
              <Link href={`/c/${row.conversationId}${seq ? `?at=${seq}` : ""}`} className={classes.hit}>
                <ContactPicture id={row.contact.id} name={row.contact.name} channel={row.channel} />
                <span className={classes.text}>
                  <span className={classes.head}>
                    <strong>{name}</strong>
                    {kind === "note" && (
                      <Badge size="xs" variant="light" color="yellow" className={classes.note}>
                        {t("desk.search.note")}
                      </Badge>
                    )}
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
