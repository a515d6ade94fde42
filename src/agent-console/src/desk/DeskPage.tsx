import { Button, Drawer, VisuallyHidden } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconMessages } from "@tabler/icons-react";
import { useCallback, useEffect, useState } from "react";
import { useLocation, useParams, useSearch } from "wouter";
import { useI18n } from "../app/i18n";
import { CommandCaps } from "../app/KeyCaps";
import { useMe } from "../app/session";
import { readSetting, writeSetting } from "../app/settings";
import { FirstSteps } from "../welcome/FirstSteps";
import { ConversationPane } from "./conversation/ConversationPane";
import classes from "./DeskPage.module.css";
import { DetailsPane } from "./details/DetailsPane";
import { ListPane } from "./list/ListPane";
import { fromAddress, listQueries } from "./list/listQuery";
import type { ListTab } from "./list/tabs";
import { useNews } from "./live/LiveProvider";
import { DeskNavProvider, useDeskNavigation } from "./nav/DeskNav";
import { useDeskCommands } from "./useDeskCommands";

let lastTab: ListTab = "mine";

/** Three panes; on a narrow screen the customer is a drawer, on a phone one pane at a time. */
export default function DeskPage() {
  const { t } = useI18n();
  const { id = null } = useParams<{ id?: string }>();
  const [, navigate] = useLocation();
  const atSeq = Number(new URLSearchParams(useSearch()).get("at")) || null;
  const [tab, setTab] = useState<ListTab>(lastTab);
  const wide = useMediaQuery("(min-width: 1180px)", true, { getInitialValueInEffect: false });
  const [pinned, setPinned] = useState(readSetting("details") !== "hidden");
  const [drawer, setDrawer] = useState(false);
  useEffect(() => {
    lastTab = tab;
  }, [tab]);
  useAskedList(setTab);

  const toggleDetails = useCallback(() => {
    if (!wide) return setDrawer((open) => !open);
    setPinned((open) => {
      writeSetting("details", open ? "hidden" : "shown");
      return !open;
    });
  }, [wide]);
  const nav = useDeskNavigation({ openId: id, setTab, navigate });
  const jump = useDeskCommands({ nav, toggleDetails });
  useNews(
    "ending",
    useCallback(({ conversationId }) => nav.leave(conversationId), [nav]),
  );

  return (
    <DeskNavProvider nav={nav}>
      <div className={classes.desk} data-open={id ? true : undefined}>
        <VisuallyHidden component="h1">{t("desk.title")}</VisuallyHidden>
        <div className={classes.lists}>
          <ListPane tab={tab} onTab={setTab} openId={id} />
        </div>
        <div className={classes.middle}>
          {id ? (
            <ConversationPane id={id} atSeq={atSeq} onDetails={toggleDetails} />
          ) : (
            <div className={classes.nothing}>
              <FirstSteps />
              <IconMessages size={34} stroke={1.3} aria-hidden="true" />
              <h2>{t("desk.empty.pane")}</h2>
              <p>{t("desk.empty.pane.text")}</p>
              <Button variant="default" size="xs" onClick={jump} rightSection={<CommandCaps id="longest" />}>
                {t("desk.empty.pane.button")}
              </Button>
            </div>
          )}
        </div>
        {id && wide && pinned && (
          <div className={classes.details}>
            <DetailsPane key={id} id={id} />
          </div>
        )}
        {id && !wide && (
          <Drawer
            opened={drawer}
            onClose={() => setDrawer(false)}
            position="right"
            size="sm"
            padding={0}
            title={t("desk.details.customer")}
            classNames={{ header: classes.drawerHead ?? "" }}
            closeButtonProps={{ "aria-label": t("app.action.close"), size: 44, iconSize: 20 }}
          >
            <DetailsPane key={id} id={id} />
          </Drawer>
        )}
      </div>
    </DeskNavProvider>
  );
}

/** A figure elsewhere opens the list behind it: `?tab=all&waiting=in_hand`. The address then goes back to plain. */
function useAskedList(setTab: (tab: ListTab) => void) {
  const me = useMe();
  const search = useSearch();
  const [location, navigate] = useLocation();
  useEffect(() => {
    const asked = new URLSearchParams(search).get("tab");
    const tab = (["queue", "mine", "all", "closed", "callbacks"] as const).find((name) => name === asked);
    if (!tab) return;
    const query = fromAddress(search);
    if (query) listQueries.set(me.id, query);
    setTab(tab);
    navigate(location, { replace: true });
  }, [me, search, location, navigate, setTab]);
}
