import { useLocation } from "wouter";
import { useI18n } from "../../app/i18n";
import { seededName } from "../../app/seeds";
import classes from "../common/admin.module.css";
import { useList } from "../common/data";
import { ListPage } from "../common/ListPage";
import { languageName, sortLanguages } from "../common/languages";
import { useNames } from "../common/names";
import { Row } from "../common/Row";
import type { CannedReply } from "../wire";
import { CannedReplyEditor } from "./CannedReplyEditor";

export function CannedRepliesPage({ id }: { id?: string }) {
  const { t, locale } = useI18n();
  const [, navigate] = useLocation();
  const query = useList<CannedReply>("/api/canned-replies");
  const inboxNames = useNames("/api/inboxes");
  const reply = query.data?.find((item) => item.id === id) ?? null;
  return (
    <ListPage
      area="canned-replies"
      query={query}
      words={(item) =>
        [item.shortcut, item.title, seededName(t, item.id, item.title), ...Object.values(item.texts)].join(" ")
      }
      create={{ label: t("admin.canned.new"), href: "/canned-replies/new" }}
      empty={{ title: t("admin.canned.empty"), text: t("admin.canned.emptyText") }}
      row={(item) => (
        <Row
          key={item.id}
          href={`/canned-replies/${item.id}`}
          lead={<code className={classes.shortcut}>{item.shortcut}</code>}
          title={seededName(t, item.id, item.title)}
          text={item.texts[locale] ?? Object.values(item.texts)[0]}
          meta={
            <>
              <div>
                {new Intl.ListFormat(locale).format(
                  sortLanguages(Object.keys(item.texts)).map((tag) => languageName(tag, locale)),
                )}
              </div>
              <div>{inboxNames(item.inboxIds, t("admin.allInboxes"))}</div>
            </>
          }
        />
      )}
    >
      {(id === "new" || reply) && (
        <CannedReplyEditor
          key={id}
          reply={id === "new" ? null : reply}
          others={query.data?.filter((item) => item.id !== id) ?? []}
          onClose={() => navigate("/canned-replies")}
        />
      )}
    </ListPage>
  );
}
