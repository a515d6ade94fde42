import type { ConversationRow } from "@chatservice/client";
import { Button, Textarea, Tooltip, VisuallyHidden } from "@mantine/core";
import { IconAlertCircle, IconLock, IconMessage2Bolt, IconSend2, IconX } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { type Command, useCommands } from "../../app/commands";
import { errorText } from "../../app/errors";
import { useI18n } from "../../app/i18n";
import { KeyCaps } from "../../app/KeyCaps";
import type { Mode } from "../live/drafts";
import { useDesk, useDraft, useLive } from "../live/LiveProvider";
import { useOfferActions } from "../offers/useOfferActions";
import { contactName } from "../people";
import { CannedMenu } from "./CannedMenu";
import classes from "./Composer.module.css";
import { ModeSwitch } from "./ModeSwitch";
import { useCanned } from "./useCanned";
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
  const { actions } = useLive();
  const id = row.conversationId;
  const [text, setText] = useDraft(id, mode);
  const [caret, setCaret] = useState(text.length);
  const field = useRef<HTMLTextAreaElement>(null);
  const offer = useOfferActions();
  const canned = useCanned({ row, text, caret, enabled: mode === "reply" });
  const report = useTypingReport(id, mode === "reply" && canReply);
  const name = contactName(t, row.contact);
  const note = mode === "note";
  const left = maxLength - text.length;
  const sendable = text.trim() !== "" && left >= 0;

  function put(next: string, at = next.length) {
    setText(next);
    setCaret(at);
    requestAnimationFrame(() => field.current?.setSelectionRange(at, at));
  }

  function send(close = false) {
    if (!sendable) return;
    actions.send(id, mode, text.trim(), close && !note ? "resolved" : undefined);
    setCaret(0);
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    // While an input method composes, every key is its own; 229 is how some browsers say so.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (canned.open && canned.onKey(event, put)) return;
    if (event.key === "Escape") return field.current?.blur();
    if (event.key !== "Enter" || event.shiftKey || event.altKey) return;
    const withMod = event.ctrlKey || event.metaKey;
    if (text.trim() === "") {
      if (!withMod && !event.repeat && offer.acceptNext()) event.preventDefault();
      else if (!withMod) event.preventDefault();
      return;
    }
    event.preventDefault();
    if (!event.repeat) send(withMod);
  }

  useComposerCommands(field, canReply, onMode);
  useEffect(() => {
    // On a phone the keyboard would cover what one came to read.
    if (window.matchMedia("(min-width: 761px)").matches) field.current?.focus({ preventScroll: true });
  }, []);

  const placeholder = note
    ? t(canReply || row.state === "closed" ? "desk.composer.placeholder.note" : "desk.composer.placeholder.read")
    : t("desk.composer.placeholder", { name });
  return (
    <div className={classes.composer} data-note={note || undefined}>
      <Refusal conversationId={id} />
      {canned.open && <CannedMenu canned={canned} onPick={(reply) => canned.insert(reply, put)} />}
      <div className={classes.box}>
        <Textarea
          ref={field}
          aria-label={t(note ? "desk.composer.label.note" : "desk.composer.label", { name })}
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-controls={canned.open ? "canned-list" : undefined}
          aria-activedescendant={canned.open ? canned.activeId : undefined}
          placeholder={placeholder}
          variant="unstyled"
          autosize
          minRows={2}
          maxRows={12}
          value={text}
          classNames={{ input: classes.input ?? "" }}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setCaret(event.currentTarget.selectionStart);
            report();
          }}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
          onKeyDown={onKeyDown}
          onBlur={() => canned.close()}
        />
        <div className={classes.foot}>
          <ModeSwitch mode={mode} canReply={canReply} onMode={onMode} />
          {!note && (
            <Tooltip
              label={
                <>
                  {t("desk.canned.insert")} <KeyCaps chord="/" />
                </>
              }
            >
              <Button
                size="compact-xs"
                variant="subtle"
                color="gray"
                aria-label={t("desk.canned.insert")}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => {
                  field.current?.focus();
                  put(text === "" || /\s$/.test(text) ? `${text}/` : `${text} /`);
                }}
              >
                <IconMessage2Bolt size={17} stroke={1.7} />
              </Button>
            </Tooltip>
          )}
          <span className={classes.spring} />
          {left < 500 && (
            <span className={classes.left} data-over={left < 0 || undefined}>
              {t("desk.composer.left", { n: left })}
            </span>
          )}
          {!note && (
            <Tooltip
              label={
                <>
                  {t("desk.composer.sendClose")} <KeyCaps chord="mod+enter" />
                </>
              }
            >
              <Button
                size="xs"
                variant="subtle"
                color="gray"
                disabled={!sendable}
                onClick={() => send(true)}
                className={classes.sendClose}
              >
                {t("desk.composer.sendClose.short")}
              </Button>
            </Tooltip>
          )}
          <Tooltip label={t("desk.composer.hint")}>
            <Button
              size="xs"
              disabled={!sendable}
              className={note ? classes.addNote : undefined}
              leftSection={note ? <IconLock size={14} /> : <IconSend2 size={15} />}
              onClick={() => send()}
            >
              {t(note ? "desk.composer.save" : "desk.composer.send")}
            </Button>
          </Tooltip>
        </div>
      </div>
      <VisuallyHidden>{t("desk.composer.hint")}</VisuallyHidden>
    </div>
  );
}

function useComposerCommands(
  field: { current: HTMLTextAreaElement | null },
  canReply: boolean,
  onMode: (mode: Mode) => void,
) {
  const { t } = useI18n();
  const commands = useMemo<Command[]>(() => {
    const write = (mode: Mode) => () => {
      onMode(mode);
      requestAnimationFrame(() => field.current?.focus());
    };
    const group = "app.group.conversation" as const;
    return [
      ...(canReply
        ? [
            {
              id: "compose",
              label: t("desk.command.compose"),
              group,
              keys: ["r"],
              icon: <IconSend2 size={18} />,
              run: write("reply"),
            },
          ]
        : []),
      {
        id: "note",
        label: t("desk.command.note"),
        group,
        keys: ["n", "alt+n"],
        icon: <IconLock size={18} />,
        run: write("note"),
      },
    ];
  }, [t, canReply, onMode, field]);
  useCommands(commands);
}

/** Why the last one did not go out; gone with the next one, or when it is put away. */
function Refusal({ conversationId }: { conversationId: string }) {
  const { t } = useI18n();
  const { live } = useLive();
  const code = useDesk((state) => state.refusals.get(conversationId));
  if (!code) return null;
  return (
    <div className={classes.refusal} role="alert">
      <IconAlertCircle size={16} aria-hidden="true" />
      <span>{t("desk.composer.refused", { reason: errorText(t, { code }) })}</span>
      <button
        type="button"
        className={classes.dismiss}
        aria-label={t("app.action.close")}
        onClick={() => live.forgetRefusal(conversationId)}
      >
        <IconX size={14} />
      </button>
    </div>
  );
}
