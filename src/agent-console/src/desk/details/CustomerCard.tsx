import type { ConversationRow } from "@chatservice/client";
import { ActionIcon, CopyButton, Tooltip } from "@mantine/core";
import { IconPencil, IconRosetteDiscountCheckFilled } from "@tabler/icons-react";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useI18n } from "../../app/i18n";
import { ContactPicture } from "../ContactPicture";
import { CallbackCard } from "../callbacks/CallbackCard";
import { starsText } from "../conversation/Stars";
import { dateTimeText, sinceText } from "../durations";
import { useNow } from "../live/clock";
import type { Contact } from "../live/types";
import { PresenceText } from "../Presence";
import { contactName } from "../people";
import classes from "./Details.module.css";
import { PageLink } from "./PageLink";

const ContactEditor = lazy(() => import("../../people/ContactEditor"));

function languageName(tag: string, locale: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

export function CustomerCard({ contact, row }: { contact: Contact; row: ConversationRow }) {
  const { t, tag: locale } = useI18n();
  const name = contactName(t, contact);
  const language = contact.locale ?? row.locale;
  const attributes = Object.entries(contact.attributes ?? {});
  const fromPage = Object.entries(contact.pageAttributes ?? {});
  return (
    <div className={classes.card}>
      <div className={classes.person}>
        <ContactPicture
          id={contact.id}
          name={contact.name}
          channel={row.channel}
          size={44}
          online={row.presence?.online}
        />
        <div className={classes.names}>
          <span className={classes.name}>
            {name}
            {contact.verified && (
              <Tooltip label={t("desk.details.verified")}>
                <IconRosetteDiscountCheckFilled
                  size={16}
                  className={classes.verified}
                  role="img"
                  aria-label={t("desk.details.verified")}
                />
              </Tooltip>
            )}
          </span>
          <EditContact contact={contact} />
          {contact.level && <span className={classes.level}>{contact.level}</span>}
          <PresenceText presence={row.presence} />
        </div>
      </div>
      <CallbackCard row={row} />
      <dl className={classes.facts}>
        {(contact.email || contact.phone) && (
          <Fact name={t("desk.details.contact")}>
            {contact.email && <Copyable value={contact.email} />}
            {contact.phone && <Copyable value={contact.phone} />}
            {!contact.verified && <span className={classes.hint}>{t("desk.details.unverified")}</span>}
          </Fact>
        )}
        {language && <Fact name={t("desk.details.language")}>{languageName(language, locale)}</Fact>}
        {row.page?.url && (
          <Fact name={t(row.presence && !row.presence.online ? "desk.details.page.last" : "desk.details.page")}>
            <PageLink url={row.page.url} title={row.page.title} />
          </Fact>
        )}
        {row.solved != null && (
          <Fact name={t("desk.details.solved")}>{t(row.solved ? "desk.solved.yes" : "desk.solved.no")}</Fact>
        )}
        {row.rating != null && <Fact name={t("desk.details.rating")}>{starsText(row.rating)}</Fact>}
        <Fact name={t("desk.details.since")}>{dateTimeText(contact.createdAt, locale)}</Fact>
        {contact.lastSeenAt && !row.presence?.online && (
          <Fact name={t("desk.details.seen")}>
            <Ago at={contact.lastSeenAt} />
          </Fact>
        )}
        {attributes.map(([key, value]) => (
          <Fact key={key} name={key}>
            {value}
          </Fact>
        ))}
        {fromPage.map(([key, value]) => (
          <Fact key={`page:${key}`} name={key}>
            {value}
            <span className={classes.hint}>{t("desk.details.fromPage")}</span>
          </Fact>
        ))}
      </dl>
    </div>
  );
}

function EditContact({ contact }: { contact: Contact }) {
  const { t } = useI18n();
  const [editing, setEditing] = useState(false);
  return (
    <>
      <Tooltip label={t("desk.people.edit")}>
        <ActionIcon
          className={classes.edit}
          variant="subtle"
          color="gray"
          size="md"
          aria-label={t("desk.people.edit")}
          onClick={() => setEditing(true)}
        >
          <IconPencil size={16} />
        </ActionIcon>
      </Tooltip>
      {editing && (
        <Suspense>
          <ContactEditor contact={contact} onClose={() => setEditing(false)} />
        </Suspense>
      )}
    </>
  );
}

function Ago({ at }: { at: string }) {
  const { tag: locale } = useI18n();
  const now = useNow();
  return <time title={dateTimeText(at, locale)}>{sinceText(at, now, locale)}</time>;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Copyable({ value }: { value: string }) {
  const { t } = useI18n();
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <Tooltip label={t(copied ? "desk.details.copied" : "desk.details.copy")}>
          <button type="button" className={classes.copy} onClick={copy}>
            {value}
          </button>
        </Tooltip>
      )}
    </CopyButton>
  );
}
