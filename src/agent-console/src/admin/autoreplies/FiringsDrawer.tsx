import { Anchor, Drawer, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { api, type Page } from "../../app/api";
import { useI18n } from "../../app/i18n";
import { Loading } from "../../app/pages";
import { seededName } from "../../app/seeds";
import classes from "../common/admin.module.css";
import { Failed } from "../common/ListPage";
import { dateTime } from "../common/time";
import type { AutoReply, Firing } from "../wire";

/** When a rule fired, for whom, and in which version. */
export function FiringsDrawer({ rule, onClose }: { rule: AutoReply; onClose(): void }) {
  const { t, locale } = useI18n();
  const query = useQuery({
    queryKey: ["admin", "firings", rule.id],
    queryFn: ({ signal }) => api.get<Page<Firing>>(`/api/auto-replies/${rule.id}/firings`, undefined, signal),
  });
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={460}
      title={t("admin.rule.firingsOf", { name: seededName(t, rule.id, rule.name) })}
      closeButtonProps={{ "aria-label": t("app.action.close") }}
    >
      {query.isPending && <Loading />}
      {query.isError && <Failed error={query.error} retry={() => void query.refetch()} />}
      {query.data?.items.length === 0 && <Text c="dimmed">{t("admin.rule.noFirings")}</Text>}
      {query.data && query.data.items.length > 0 && (
        <ul className={classes.rows}>
          {query.data.items.map((firing) => (
            <li key={`${firing.conversationId} ${firing.at}`} className={classes.row}>
              <div className={classes.rowMain}>
                <Anchor component={Link} href={`~/console/c/${firing.conversationId}`}>
                  {t("admin.rule.openConversation")}
                </Anchor>
                <div className={classes.rowText}>{t("admin.rule.version", { n: String(firing.ruleVersion) })}</div>
              </div>
              <time dateTime={firing.at}>{dateTime(locale, firing.at)}</time>
            </li>
          ))}
        </ul>
      )}
    </Drawer>
  );
}
