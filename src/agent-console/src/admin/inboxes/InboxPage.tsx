import { Button } from "@mantine/core";
import { useLocation } from "wouter";
import { useI18n } from "../../app/i18n";
import { Loading, Message } from "../../app/pages";
import classes from "../common/admin.module.css";
import { useList } from "../common/data";
import { Failed } from "../common/ListPage";
import type { Inbox } from "../wire";
import { InboxEditor } from "./InboxEditor";

export function InboxPage({ id }: { id: string }) {
  const { t } = useI18n();
  const [, navigate] = useLocation();
  const query = useList<Inbox>("/api/inboxes");
  const inbox = query.data?.find((item) => item.id === id) ?? null;
  if (query.isPending) return <Loading />;
  if (query.isError && !query.data) return <Failed error={query.error} retry={() => void query.refetch()} />;
  if (id !== "new" && !inbox) {
    return (
      <Message title={t("app.error.not_found")}>
        <Button variant="default" onClick={() => navigate("/inboxes")}>
          {t("app.action.back")}
        </Button>
      </Message>
    );
  }
  return (
    <div className={`${classes.page} ${classes.wide}`}>
      <InboxEditor inbox={inbox} />
    </div>
  );
}
