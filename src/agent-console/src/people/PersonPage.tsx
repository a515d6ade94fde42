import type { ConversationRow } from "@chatservice/client";
import { Anchor, Button, Container } from "@mantine/core";
import { IconArrowLeft, IconPencil } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { Link, useParams } from "wouter";
import { ApiError, api, type Page } from "../app/api";
import { useI18n } from "../app/i18n";
import { LoadFailed } from "../app/LoadFailed";
import { languageName } from "../app/languageName";
import { Loading, Message } from "../app/pages";
import { useMe } from "../app/session";
import { ContactPicture } from "../desk/ContactPicture";
import { dateTimeText } from "../desk/durations";
import type { Contact } from "../desk/live/types";
import { PresenceText } from "../desk/Presence";
import { contactName } from "../desk/people";
import classes from "./People.module.css";
import { RevokeAccess } from "./RevokeAccess";

const ContactEditor = lazy(() => import("./ContactEditor"));

/** One customer: how to reach it, and every conversation with it. */
export default function PersonPage() {
  const { t, tag } = useI18n();
  const { id = "" } = useParams();
  const me = useMe();
  const [editing, setEditing] = useState(false);
  const person = useQuery({
    queryKey: ["people", id],
    queryFn: ({ signal }) => api.get<Contact>(`/api/contacts/${id}`, undefined, signal),
    refetchInterval: 15_000,
  });
  if (person.error instanceof ApiError && person.error.status === 404) return <NoSuchPerson />;
  if (person.isError) return <LoadFailed onRetry={() => void person.refetch()} />;
  if (!person.data) return <Loading />;
  const contact = person.data;
  const facts: [string, string | null][] = [
    [t("desk.people.email"), contact.email],
    [t("desk.people.phone"), contact.phone],
    [t("desk.details.language"), contact.locale && languageName(tag, contact.locale)],
    [t("desk.details.level"), contact.level],
    [t("desk.people.externalId"), contact.externalId],
    [t("desk.details.since"), dateTimeText(contact.createdAt, tag)],
    [t("desk.details.note"), contact.note],
    ...Object.entries(contact.attributes),
    ...Object.entries(contact.pageAttributes ?? {}),
  ];
  return (
    <div className={classes.page}>
      <Container size="sm" py="lg">
        <Anchor component={Link} href="/people" className={classes.back}>
          <IconArrowLeft size={16} aria-hidden="true" /> {t("app.nav.people")}
        </Anchor>
        <header className={classes.top}>
          <ContactPicture
            id={contact.id}
            name={contact.name}
            channel="web"
            size={52}
            online={contact.presence?.online}
          />
          <div className={classes.text}>
            <h1 className={classes.title}>{contactName(t, contact)}</h1>
            <PresenceText presence={contact.presence} />
          </div>
          <Button variant="default" size="xs" leftSection={<IconPencil size={15} />} onClick={() => setEditing(true)}>
            {t("desk.people.edit")}
          </Button>
        </header>
        <dl className={classes.facts}>
          {facts
            .filter(([, value]) => value)
            .map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
        </dl>
        <h2 className={classes.second}>{t("desk.people.conversations")}</h2>
        <Conversations contactId={id} />
        {me.role === "admin" && <RevokeAccess contactId={id} name={contactName(t, contact)} />}
        {editing && (
          <Suspense>
            <ContactEditor contact={contact} onClose={() => setEditing(false)} />
          </Suspense>
        )}
      </Container>
    </div>
  );
}

function NoSuchPerson() {
  const { t } = useI18n();
  return (
    <Message title={t("desk.people.gone")}>
      <Anchor component={Link} href="/people">
        {t("app.nav.people")}
      </Anchor>
    </Message>
  );
}

function Conversations({ contactId }: { contactId: string }) {
  const { t, tag } = useI18n();
  const rows = useInfiniteQuery({
    queryKey: ["people", contactId, "conversations"],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<ConversationRow>>(`/api/contacts/${contactId}/conversations`, { cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  if (rows.isError) return <LoadFailed onRetry={() => void rows.refetch()} />;
  if (!rows.data) return <Loading />;
  const all = rows.data.pages.flatMap((page) => page.items);
  if (all.length === 0) return <p className={classes.reach}>{t("desk.people.conversations.none")}</p>;
  return (
    <>
      <ul className={classes.list}>
        {all.map((row) => (
          <li key={row.conversationId}>
            <Link href={`/c/${row.conversationId}`} className={classes.person}>
              <span className={classes.text}>
                <span className={classes.head}>
                  <span className={classes.name}>{row.lastMessage?.text ?? t("desk.row.noMessage")}</span>
                  <span className={classes.meta}>{t(`desk.state.${row.state}`)}</span>
                </span>
                <span className={classes.reach}>
                  {[row.inboxName, dateTimeText(row.createdAt, tag), row.assignee?.name].filter(Boolean).join(" · ")}
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {rows.hasNextPage && (
        <Button variant="default" mt="md" loading={rows.isFetchingNextPage} onClick={() => void rows.fetchNextPage()}>
          {t("desk.people.more")}
        </Button>
      )}
    </>
  );
}
