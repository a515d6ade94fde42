import type { ConversationRow } from "@chatservice/client";
import { IconEye } from "@tabler/icons-react";
import { useCallback, useEffect, useMemo, useState } from "react";
import { ApiError } from "../../app/api";
import { useI18n } from "../../app/i18n";
import { LoadFailed } from "../../app/LoadFailed";
import { Loading, Message, WayBack } from "../../app/pages";
import { hasRole, useMe } from "../../app/session";
import { Composer } from "../composer/Composer";
import { Whisper } from "../composer/whisper";
import { CloseQuestion } from "../ending/CloseQuestion";
import { useClosing } from "../ending/useClosing";
import { HandoverBanner } from "../handover/HandoverBanner";
import { useDetails } from "../live/details";
import type { Mode } from "../live/drafts";
import { useDesk, useDraft, useLive, useRow } from "../live/LiveProvider";
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
    return (
      <Message title={t("desk.head.missing")} text={t("desk.head.missing.text")}>
        <WayBack />
      </Message>
    );
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
      : false;
  // Whoever only watches a colleague's conversation writes to the colleague: a sentence meant for them must not reach the customer.
  const whisperTo = !mine && row.assignee && row.state !== "closed" ? row.assignee.name : null;
  const [mode, setMode] = useMode(id, whisperTo !== null);
  // A reply that cannot be sent (any more) is still there to be read, copied and kept.
  const [reply] = useDraft(id, "reply");
  const taking = useDesk((state) => state.taking.has(id));
  const shownMode = canReply || taking || reply !== "" ? mode : "note";
  useSeeMention(row);
  const closing = useClosing(row);
  const transfer = useCallback(() => setTransferring(true), []);
  return (
    <section className={classes.pane} aria-labelledby="conversation-title" data-conversation>
      <ConversationCommands row={row} mine={mine} onTransfer={transfer} onClose={closing.request} />
      <CloseQuestion row={row} asked={closing.asked} onAnswer={closing.answerFirst} onClose={closing.confirm} />
      <Header
        row={row}
        mine={mine}
        onClose={closing.request}
        onDetails={onDetails}
        transferring={transferring}
        onTransferring={setTransferring}
      />
      <HandoverBanner row={row} mine={mine} />
      <MessageList row={row} log={log} mine={mine} atSeq={atSeq} />
      {whisperTo && (
        <p className={classes.whisper}>
          <IconEye size={14} aria-hidden="true" />
          {t("desk.composer.whisper.hint", { name: whisperTo })}
        </p>
      )}
      <Whisper value={whisperTo}>
        <Composer row={row} canReply={canReply} mode={shownMode} onMode={setMode} />
      </Whisper>
    </section>
  );
}

/** Who was named and has the conversation before the eyes has seen it. */
function useSeeMention({ conversationId, mentions, lastSeq }: ConversationRow) {
  const { live, actions } = useLive();
  const named = mentions?.includes(live.me.id) ?? false;
  useEffect(() => {
    if (!named) return;
    const see = () => {
      if (document.hasFocus()) actions.markRead(conversationId, lastSeq);
    };
    see();
    window.addEventListener("focus", see);
    return () => window.removeEventListener("focus", see);
  }, [named, conversationId, lastSeq, actions]);
}

/** Reply or note: who watches begins with a note; a refused text is shown where it came back to. */
function useMode(id: string, watching: boolean): [Mode, (mode: Mode) => void] {
  const [mode, setMode] = useState<Mode>(watching ? "note" : "reply");
  useEffect(() => setMode(watching ? "note" : "reply"), [watching]);
  const refusal = useDesk((state) => state.refusals.get(id));
  useEffect(() => {
    if (refusal) setMode(refusal.mode);
  }, [refusal]);
  return [mode, setMode];
}
