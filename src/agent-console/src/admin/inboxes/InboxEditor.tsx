import { IconChevronLeft } from "@tabler/icons-react";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import { useI18n } from "../../app/i18n";
import { isMac } from "../../app/keys";
import classes from "../common/admin.module.css";
import { FormFoot } from "../common/FormFoot";
import { OneTimeSecret } from "../common/OneTimeSecret";
import { Section } from "../common/Section";
import { Tag } from "../common/Tag";
import { useForm } from "../common/useForm";
import { useLeaveGuard } from "../common/useLeaveGuard";
import type { Inbox } from "../wire";
import { DisableInbox } from "./DisableInbox";
import { InboxBasics } from "./InboxBasics";
import { InboxContents } from "./InboxContents";
import { InstallSection } from "./InstallSection";
import { inboxBody, readInbox, validateInbox } from "./inboxForm";
import { LauncherPreview } from "./LauncherPreview";
import { RoutingFields } from "./RoutingFields";
import { WidgetFields } from "./WidgetFields";
import { WordsField } from "./WordsField";

export function InboxEditor({ inbox }: { inbox: Inbox | null }) {
  const { t } = useI18n();
  const [, navigate] = useLocation();
  const [made, setMade] = useState<{ id: string; secret: string } | null>(null);
  const form = useForm({
    path: "/api/inboxes",
    item: inbox,
    read: readInbox,
    validate: (values) => validateInbox(t, values),
    body: inboxBody,
    onSaved: (saved: Inbox & { secret?: string | null }) => {
      if (saved?.secret) setMade({ id: saved.id, secret: saved.secret });
      else if (!inbox && saved?.id) navigate(`/inboxes/${saved.id}`);
    },
  });
  const { values, set, error } = form;
  const [language, setLanguage] = useState(values.locale);
  const guard = useLeaveGuard(form.dirty);
  const back = () => navigate("/inboxes");

  return (
    <>
      <Link href="/inboxes" className={classes.back}>
        <IconChevronLeft size={16} aria-hidden />
        {t("admin.area.inboxes")}
      </Link>
      <div className={classes.head}>
        <h1>{inbox ? inbox.name : t("admin.inbox.new")}</h1>
        {inbox && !inbox.enabled && <Tag>{t("admin.inbox.off")}</Tag>}
      </div>
      <form
        noValidate
        onSubmit={form.submit}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (isMac() ? event.metaKey : event.ctrlKey)) form.submit(event);
        }}
      >
        <div className={classes.split}>
          <div>
            {inbox && <InstallSection inbox={inbox} adopt={form.adopt} />}
            <InboxBasics values={values} set={set} error={error} isNew={!inbox} />
            <Section id="words" title={t("admin.inbox.words")} text={t("admin.inbox.wordsText")}>
              <WordsField
                words={values.words}
                onChange={(words) => set({ words })}
                onLanguage={setLanguage}
                error={error}
              />
            </Section>
            <WidgetFields values={values} set={set} error={error} />
            <RoutingFields
              value={values.routing}
              promise={inbox?.answersWithinSeconds ?? null}
              onChange={(routing) => set({ routing })}
              error={error}
            />
          </div>
          <aside className={classes.aside} aria-label={t("admin.preview")}>
            <InboxContents installable={inbox !== null} />
            <LauncherPreview values={values} language={language} />
          </aside>
        </div>
        <div className={classes.saveBar}>
          <FormFoot form={form} isNew={!inbox} onCancel={() => document.getElementById("inbox-leave")?.click()}>
            {inbox?.enabled && <DisableInbox inbox={inbox} onDone={back} />}
          </FormFoot>
        </div>
      </form>
      {/* Cancel goes the way of a link, so that it asks like one. */}
      <Link id="inbox-leave" href="/inboxes" hidden tabIndex={-1}>
        {t("app.action.back")}
      </Link>
      {guard}
      {made && (
        <OneTimeSecret
          title={t("admin.inbox.secretTitle")}
          text={t("admin.inbox.secretText")}
          secret={made.secret}
          onClose={() => navigate(`/inboxes/${made.id}`)}
        />
      )}
    </>
  );
}
