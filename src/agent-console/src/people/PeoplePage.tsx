import { Button, Container, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { api, type Page } from "../app/api";
import { useI18n } from "../app/i18n";
import { LoadFailed } from "../app/LoadFailed";
import { Loading } from "../app/pages";
import { ContactPicture } from "../desk/ContactPicture";
import { sinceText } from "../desk/durations";
import { useNow } from "../desk/live/clock";
import type { Contact } from "../desk/live/types";
import { PresenceText } from "../desk/Presence";
import { contactName } from "../desk/people";
import classes from "./People.module.css";

/** Everybody who ever wrote, whom the agent may see; who was here last comes first. */
export default function PeoplePage() {
  const { t } = useI18n();
  const [text, setText] = useState(() => new URLSearchParams(location.search).get("q") ?? "");
  const [query] = useDebouncedValue(text.trim(), 200);
  const people = useInfiniteQuery({
    queryKey: ["people", "list", query],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<Contact>>("/api/contacts", { q: query, cursor: pageParam, limit: 50 }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
  });
  const contacts = people.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className={classes.page}>
      <Container size="sm" py="lg">
        <h1 className={classes.title}>{t("app.nav.people")}</h1>
        <TextInput
          type="search"
          size="md"
          autoFocus
          leftSection={<IconSearch size={18} />}
          aria-label={t("desk.people.search")}
          placeholder={t("desk.people.search")}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {people.isError ? (
          <LoadFailed onRetry={() => void people.refetch()} />
        ) : !people.data ? (
          <Loading />
        ) : contacts.length === 0 ? (
          <div className={classes.hint}>
            <Text fw={600}>{t(query ? "desk.people.none" : "desk.people.empty", { query })}</Text>
            <Text c="dimmed">{t(query ? "desk.people.none.text" : "desk.people.empty.text")}</Text>
          </div>
        ) : (
          <ul className={classes.list} aria-label={t("app.nav.people")}>
            {contacts.map((contact) => (
              <li key={contact.id}>
                <Person contact={contact} />
              </li>
            ))}
          </ul>
        )}
        {people.hasNextPage && (
          <Button
            variant="default"
            fullWidth
            mt="md"
            loading={people.isFetchingNextPage}
            onClick={() => void people.fetchNextPage()}
          >
            {t("desk.people.more")}
          </Button>
        )}
      </Container>
    </div>
  );
}

export function Person({ contact }: { contact: Contact }) {
  const { t } = useI18n();
  return (
    <Link href={`/people/${contact.id}`} className={classes.person}>
      <ContactPicture id={contact.id} name={contact.name} channel="web" online={contact.presence?.online} />
      <span className={classes.text}>
        <span className={classes.head}>
          <strong className={classes.name}>{contactName(t, contact)}</strong>
          {contact.level && <span className={classes.level}>{contact.level}</span>}
          <span className={classes.meta}>
            <Seen contact={contact} />
          </span>
        </span>
        <span className={classes.reach}>
          {[contact.email, contact.phone, contact.externalId].filter(Boolean).join(" · ") || t("desk.people.unknown")}
        </span>
      </span>
    </Link>
  );
}

function Seen({ contact }: { contact: Contact }) {
  const { tag } = useI18n();
  const now = useNow();
  if (contact.presence) return <PresenceText presence={contact.presence} />;
  return contact.lastSeenAt ? (
    <time dateTime={contact.lastSeenAt}>{sinceText(contact.lastSeenAt, now, tag)}</time>
  ) : null;
}
