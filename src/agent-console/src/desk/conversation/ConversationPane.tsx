import type { ConversationRow } from "@chatservice/client";
import { IconEye } from "@tabler/icons-react";
import { useEffect, useMemo, useState } from "react";
import { ApiError } from "../../app/api";
import { useI18n } from "../../app/i18n";
import { LoadFailed } from "../../app/LoadFailed";
import { Loading, Message } from "../../app/pages";
import { hasRole, useMe } from "../../app/session";
import { Composer } from "../composer/Composer";
import { Whisper } from "../composer/whisper";
import { useDetails } from "../live/details";
import type { Mode } from "../live/drafts";
import { useLive, useRow } from "../live/LiveProvider";
import { isMine } from "../live/rows";
import { ConversationCommands } from "./ConversationCommands";
import classes from "./ConversationPane.module.css";
import { Header } from "./Header";
import { MessageList } from "./MessageList";

interface Props {
  id: string;
  /** Show this line first: a search result. */
  atSeq: number | null;
  onDetails(): void;
}

/** The middle: one conversation. A link to one that is not in the lists is read first. */
export function ConversationPane({ id, atSeq, onDetails }: Props) {
  const { t } = useI18n();
  const row = useRow(id);
  const details = useDetails(id);
  if (row) return <Conversation key={id} row={row} atSeq={atSeq} onDetails={onDetails} />;
  if (details.error instanceof ApiError && details.error.status === 404) {
    return <Message title={t("desk.head.missing")} text={t("desk.head.missing.text")} />;
  }
  return details.isError ? <LoadFailed onRetry={() => void details.refetch()} /> : <Loading />;
}

function Conversation({ row, atSeq, onDetails }: { row: ConversationRow; atSeq: number | null; onDetails(): void }) {
  const { t } = useI18n();
  const me = useMe();
  const { live } = useLive();
  const [transferring, setTransferring] = useState(false);
  const id = row.conversationId;
  const mine = isMine(row, me.id);
  // Opened once for each conversation, and again when it becomes ours or ceases to be: then watching begins or ends.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the row changes with every message
  const log = useMemo(() => live.open(row), [live, id, mine]);
  useEffect(() => () => live.leave(), [live]);

  const canReply =
    row.state !== "closed" && row.state !== "wrap_up"
      ? mine || (hasRole(me, "supervisor") && row.assignee != null)
      : mine;
  // Whoever only watches a colleague's conversation writes to the colleague: a sentence meant for them must not reach the customer.
  const whisperTo = !mine && row.assignee && row.state !== "closed" ? row.assignee.name : null;
  const [mode, setMode] = useState<Mode>(whisperTo ? "note" : "reply");
  const watching = whisperTo !== null;
  useEffect(() => setMode(watching ? "note" : "reply"), [watching]);
  return (
    <section className={classes.pane} aria-labelledby="conversation-title">
      <ConversationCommands row={row} mine={mine} onTransfer={() => setTransferring(true)} />
      <Header
        row={row}
        mine={mine}
        onDetails={onDetails}
        transferring={transferring}
        onTransferring={setTransferring}
      />
      <MessageList row={row} log={log} mine={mine} atSeq={atSeq} />
      {whisperTo && (
        <p className={classes.whisper}>
          <IconEye size={14} aria-hidden="true" />
          {t("desk.composer.whisper.hint", { name: whisperTo })}
        </p>
      )}
      <Whisper value={whisperTo}>
        <Composer row={row} canReply={canReply} mode={canReply ? mode : "note"} onMode={setMode} />
      </Whisper>
    </section>
  );
}
