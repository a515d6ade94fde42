import type { ConversationRow } from "@chatservice/client";
import { Textarea, VisuallyHidden } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useI18n } from "../../app/i18n";
import { matches } from "../../app/keys";
import { keysOf } from "../../app/keyTable";
import type { Mode } from "../live/drafts";
import { useDesk, useDraft, useLive } from "../live/LiveProvider";
import { MentionList } from "../mentions/MentionList";
import { mentionedIn } from "../mentions/mentions";
import { useMentionMenu } from "../mentions/useMentionMenu";
import { offerComposer } from "../nav/composerFocus";
import { wantsList } from "../nav/focusWish";
import { useOfferActions } from "../offers/useOfferActions";
import { contactName } from "../people";
import { CannedMenu } from "./CannedMenu";
import classes from "./Composer.module.css";
import { ComposerFoot } from "./ComposerFoot";
import { Refusal } from "./Refusal";
import { useCanned } from "./useCanned";
import { useComposerCommands } from "./useComposerCommands";
import { useTypeThrough } from "./useTypeThrough";
import { useTypingReport } from "./useTypingReport";

const maxLength = 8000;

interface Props {
  row: ConversationRow;
  canReply: boolean;
  mode: Mode;
  onMode(mode: Mode): void;
}

export function Composer({ row, canReply, mode, onMode }: Props) {
  const { t } = useI18n();
  const { actions, live } = useLive();
  const id = row.conversationId;
  const [text, setText] = useDraft(id, mode);
  const [caret, setCaret] = useState(text.length);
  const field = useRef<HTMLTextAreaElement>(null);
  const offer = useOfferActions();
  const canned = useCanned({ row, text, caret, enabled: mode === "reply" });
  const taking = useDesk((state) => state.taking.has(id));
  const report = useTypingReport(id, mode === "reply" && canReply);
  const low = useMediaQuery("(max-height: 560px)", false, { getInitialValueInEffect: false });
  const name = contactName(t, row.contact);
  const note = mode === "note";
  const mention = useMentionMenu({ text, caret, enabled: note, put });
  const stuck = !canReply && !taking && live.drafts.get(id, "reply") !== "";
  const left = maxLength - text.length;
  const sendable = text.trim() !== "" && left >= 0;

  function put(next: string, at = next.length) {
    setText(next);
    setCaret(at);
    requestAnimationFrame(() => field.current?.setSelectionRange(at, at));
  }

  /** At the caret; what was selected gives way. */
  function insert(more: string) {
    const { selectionStart: from = text.length, selectionEnd: to = text.length } = field.current ?? {};
    field.current?.focus();
    put(text.slice(0, from) + more + text.slice(to), from + more.length);
  }

  function send(close = false) {
    if (!sendable || (!note && !canReply && !taking)) return;
    const sent = text.trim();
    const resolution = close && !note ? "resolved" : undefined;
    actions.send(id, mode, sent, { resolution, mentions: note ? mentionedIn(sent, mention.colleagues) : [] });
    setCaret(0);
  }

  function keepAsNote() {
    live.drafts.giveBack(id, "note", text);
    setText("");
    onMode("note");
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    // While an input method composes, every key is its own; 229 is how some browsers say so.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (canned.open && canned.onKey(event, put)) return;
    if (mention.open && mention.onKey(event)) return;
    if (event.key === "Escape") return field.current?.blur();
    const closes = keysOf("send-close").some((chord) => matches(chord, event));
    if (!closes && !keysOf("send").some((chord) => matches(chord, event))) return;
    event.preventDefault();
    if (event.repeat) return;
    if (text.trim() !== "") send(closes);
    else if (!event.ctrlKey && !event.metaKey) offer.acceptNext();
  }

  useComposerCommands(canReply, onMode);
  useComposerFocus(field, id, canReply, insert);
  useTypeThrough(field, canReply);

  const placeholder = note
    ? t(canReply || row.state === "closed" ? "desk.composer.placeholder.note" : "desk.composer.placeholder.read")
    : t("desk.composer.placeholder", { name });
  return (
    <div className={classes.composer} data-note={note || undefined}>
      <Refusal conversationId={id} />
      {canned.open && <CannedMenu canned={canned} onPick={(reply) => canned.insert(reply, put)} />}
      {mention.open && <MentionList menu={mention} />}
      <div className={classes.box}>
        <Textarea
          ref={field}
          data-composer
          aria-label={t(note ? "desk.composer.label.note" : "desk.composer.label", { name })}
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-controls={canned.open ? "canned-list" : mention.open ? "mention-list" : undefined}
          aria-activedescendant={
            canned.open ? canned.activeId : mention.open ? `mention-${mention.active?.id}` : undefined
          }
          placeholder={placeholder}
          variant="unstyled"
          autosize
          minRows={low ? 1 : 2}
          maxRows={low ? 4 : 12}
          value={text}
          classNames={{ root: classes.field ?? "", input: classes.input ?? "" }}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setCaret(event.currentTarget.selectionStart);
            report();
          }}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
          onKeyDown={onKeyDown}
          onBlur={() => canned.close()}
        />
        <ComposerFoot
          mode={mode}
          canReply={canReply}
          stuck={stuck}
          sendable={sendable}
          left={left}
          onMode={onMode}
          onSend={send}
          onKeep={keepAsNote}
          onInsert={insert}
          onCanned={() => {
            field.current?.focus();
            put(text === "" || /\s$/.test(text) ? `${text}/` : `${text} /`);
          }}
        />
      </div>
      <VisuallyHidden>{t("desk.composer.hint")}</VisuallyHidden>
    </div>
  );
}

/** Whoever opens a conversation to answer it types at once; whoever only looks keeps the keys. */
function useComposerFocus(
  field: { current: HTMLTextAreaElement | null },
  id: string,
  canReply: boolean,
  insert: (text: string) => void,
) {
  const latest = useRef(insert);
  latest.current = insert;
  // Only what was so when it was opened: later the focus moves when somebody asks for it.
  const [atOnce] = useState(canReply && !wantsList(id));
  useEffect(() => {
    // On a phone the keyboard would cover what one came to read.
    if (atOnce && window.matchMedia("(min-width: 761px)").matches) field.current?.focus({ preventScroll: true });
    return offerComposer({
      focus: () => field.current?.focus({ preventScroll: true }),
      insert: (text) => latest.current(text),
    });
  }, [field, atOnce]);
}
