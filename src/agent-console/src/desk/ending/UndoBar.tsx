import type { ConversationRow, Ending } from "@chatservice/client";
import { Button } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { useLocation } from "wouter";
import { announce } from "../../app/announce";
import { type Command, useCommands } from "../../app/commands";
import { toast, toastError } from "../../app/errors";
import { useI18n } from "../../app/i18n";
import { CommandCaps } from "../../app/KeyCaps";
import { useNow } from "../live/clock";
import { useDesk, useLive } from "../live/LiveProvider";
import { askForComposer } from "../nav/composerFocus";
import { wishFocus } from "../nav/focusWish";
import { contactName } from "../people";
import classes from "./Ending.module.css";
import { secondsLeft } from "./EndingClock";
import { endingText } from "./words";

type EndingRow = ConversationRow & { ending: Ending };

/** What I have asked for and can still take back. It is read from the rows, so it is there after a reload as well. */
export function UndoBar() {
  const { t } = useI18n();
  const { live } = useLive();
  const rows = useDesk((state) => state.rows);
  const mine = useMemo(
    () => [...rows.values()].filter((row): row is EndingRow => row.ending?.by.id === live.me.id),
    [rows, live],
  );
  const undo = useUndo();
  const latest = mine.reduce<EndingRow | null>((a, b) => (a && a.ending.at > b.ending.at ? a : b), null);
  const latestId = latest?.conversationId ?? null;
  const commands = useMemo<Command[]>(
    () =>
      latestId
        ? [
            {
              id: "undo",
              label: t("desk.ending.undo"),
              group: "app.group.conversation",
              keys: "undo",
              icon: <IconArrowBackUp size={18} />,
              run: () => undo(latestId),
            },
          ]
        : [],
    [latestId, t, undo],
  );
  useCommands(commands);
  useOutcomes(mine);
  if (mine.length === 0) return null;
  return (
    <div className={classes.bars} data-undo-bars>
      {mine.map((row) => (
        <Bar key={row.conversationId} row={row} isLatest={row === latest} onUndo={undo} />
      ))}
    </div>
  );
}

function Bar({ row, isLatest, onUndo }: { row: EndingRow; isLatest: boolean; onUndo(id: string): void }) {
  const { t } = useI18n();
  const now = useNow();
  const text = endingText(t, row, row.ending);
  useEffect(() => announce(t("desk.ending.announce", { text })), [t, text]);
  return (
    <div className={classes.bar}>
      <span className={classes.text}>{text}</span>
      <span className={classes.seconds} aria-hidden="true">
        {secondsLeft(row.ending, now)}
      </span>
      <Button
        size="compact-sm"
        variant="white"
        color="dark"
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => onUndo(row.conversationId)}
        rightSection={isLatest ? <CommandCaps id="undo" /> : undefined}
      >
        {t("desk.ending.undo")}
      </Button>
    </div>
  );
}

/** Takes it back and goes back to it. */
function useUndo(): (id: string) => void {
  const { t } = useI18n();
  const { actions } = useLive();
  const [, navigate] = useLocation();
  return useCallback(
    (id) => {
      actions
        .undoEnd(id)
        .then((inTime) => {
          if (!inTime) toast(t("desk.ending.late"));
          wishFocus(id, "composer");
          navigate(`/c/${id}`);
          askForComposer();
        })
        .catch((error) => toastError(t, error));
    },
    [actions, navigate, t],
  );
}

/** An end that vanished and did not happen was dropped: the customer wrote again, or somebody took over. It must not go unnoticed. */
function useOutcomes(mine: readonly EndingRow[]) {
  const { t } = useI18n();
  const { live } = useLive();
  const before = useRef(new Map<string, EndingRow>());
  useEffect(() => {
    const now = new Map(mine.map((row) => [row.conversationId, row]));
    const { rows } = live.store.get();
    for (const [id, was] of before.current) {
      const row = rows.get(id);
      if (now.has(id) || !row) continue;
      const name = contactName(t, row.contact);
      if (was.ending.kind === "transfer" && row.assignee?.id !== live.me.id) {
        toast(t("desk.transfer.done", { name: was.ending.to ?? "" }));
      } else if (row.awaitingSince && row.awaitingSince !== was.awaitingSince && row.state === "active") {
        toast(t("desk.ending.wroteAgain", { name }));
      }
    }
    before.current = now;
  }, [mine, live, t]);
}
