import { Anchor, Button, Center, Drawer, Loader } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { api, type Page, type Query } from "../app/api";
import { errorText } from "../app/errors";
import { hasMessage, useI18n } from "../app/i18n";
import { causeText } from "./causes";
import { duration } from "./figures";
import classes from "./Reports.module.css";
import type { ReportConversation } from "./wire";

export interface Drill {
  title: string;
  query: Query;
}

/** The conversations behind a figure. */
export function DrillDown({ drill, onClose }: { drill: Drill; onClose(): void }) {
  const { t, locale } = useI18n();
  const query = useInfiniteQuery({
    queryKey: ["reports", "conversations", drill.query],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<ReportConversation>>(
        "/api/reports/service-level/conversations",
        { ...drill.query, cursor: pageParam },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor ?? null,
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const wordOf = (key: string, fallback: string) => (hasMessage(key) ? t(key) : fallback);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={520}
      padding="lg"
      classNames={{ title: classes.drawerTitle }}
      title={drill.title}
      closeButtonProps={{ "aria-label": t("app.action.close") }}
    >
      {query.isPending && (
        <Center p="xl">
          <Loader size="sm" aria-label={t("app.load.loading")} />
        </Center>
      )}
      {query.isError && items.length === 0 && (
        <div className={classes.empty} role="alert">
          <b>{t("app.load.failed")}</b>
          {errorText(t, query.error)}
        </div>
      )}
      {query.data && items.length === 0 && <div className={classes.empty}>{t("reports.noConversations")}</div>}
      <ul className={classes.list}>
        {items.map((item) => (
          <li key={item.conversationId} className={classes.item}>
            <div>
              <Anchor component={Link} href={`~/console/c/${item.conversationId}`} fw={600}>
                {item.contact?.name || t("reports.visitor")}
              </Anchor>
              <div className={classes.muted}>
                {[
                  item.inboxName,
                  item.assignee?.name ?? t("reports.nobody"),
                  wordOf(`desk.priority.${item.priority}`, item.priority),
                  wordOf(`reports.state.${item.state}`, item.state),
                ].join(" · ")}
              </div>
              {item.cause && <div className={classes.bad}>{causeText(t, item.cause)}</div>}
            </div>
            <div style={{ textAlign: "end", flex: "none" }}>
              {item.frtSeconds !== undefined && <b>{duration(locale, item.frtSeconds)}</b>}
              <div className={classes.muted}>
                {new Date(item.createdAt).toLocaleString(locale, { dateStyle: "short", timeStyle: "short" })}
              </div>
            </div>
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <Center mt="md">
          <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t("reports.more")}
          </Button>
        </Center>
      )}
    </Drawer>
  );
}
