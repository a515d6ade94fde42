import { IconMessageCircle } from "@tabler/icons-react";
import { useI18n } from "../../app/i18n";
import { useList } from "../common/data";
import { ListPage } from "../common/ListPage";
import { useNames } from "../common/names";
import { Row } from "../common/Row";
import { Tag } from "../common/Tag";
import type { Inbox } from "../wire";
import { judgeColor, white } from "./color";
import classes from "./Inbox.module.css";

export function InboxesPage() {
  const { t } = useI18n();
  const query = useList<Inbox>("/api/inboxes");
  const teamNames = useNames("/api/teams");
  return (
    <ListPage
      area="inboxes"
      query={query}
      words={(item) => `${item.name} ${item.key} ${item.allowedOrigins.join(" ")}`}
      create={{ label: t("admin.inbox.new"), href: "/inboxes/new" }}
      empty={{ title: t("admin.inbox.empty"), text: t("admin.inbox.emptyText") }}
      row={(item) => (
        <Row
          key={item.id}
          href={`/inboxes/${item.id}`}
          lead={
            <span
              className={classes.swatch}
              style={{ background: item.color, color: judgeColor(item.color)?.text ?? white }}
            >
              <IconMessageCircle size={20} aria-hidden />
            </span>
          }
          title={item.name}
          text={item.key}
          meta={
            <>
              <div>{t(`admin.routing.mode.${item.routing.mode}`)}</div>
              <div>{teamNames(item.teamIds, t("admin.inbox.allTeams"))}</div>
            </>
          }
          end={
            <Tag tone={item.enabled ? "good" : "plain"}>{t(item.enabled ? "admin.inbox.on" : "admin.inbox.off")}</Tag>
          }
        />
      )}
    />
  );
}
