import { Button, Tooltip } from "@mantine/core";
import { IconLock, IconMessage2Bolt, IconSend2 } from "@tabler/icons-react";
import { useI18n } from "../../app/i18n";
import { CommandCaps } from "../../app/KeyCaps";
import type { Mode } from "../live/drafts";
import classes from "./Composer.module.css";
import { EmojiButton } from "./EmojiButton";
import { ModeSwitch } from "./ModeSwitch";

interface Props {
  mode: Mode;
  canReply: boolean;
  /** The reply is there to be read, but cannot be sent. */
  stuck: boolean;
  sendable: boolean;
  /** Characters that may still be typed. */
  left: number;
  onMode(mode: Mode): void;
  onSend(close?: boolean): void;
  onCanned(): void;
  onInsert(text: string): void;
  /** The stuck reply becomes a note. */
  onKeep(): void;
}

export function ComposerFoot({
  mode,
  canReply,
  stuck,
  sendable,
  left,
  onMode,
  onSend,
  onCanned,
  onInsert,
  onKeep,
}: Props) {
  const { t } = useI18n();
  const note = mode === "note";
  return (
    <div className={classes.foot}>
      <ModeSwitch mode={mode} canReply={canReply || stuck} onMode={onMode} />
      {!note && <CannedButton onCanned={onCanned} />}
      <EmojiButton onPick={onInsert} />
      <span className={classes.spring} />
      {left < 500 && (
        <span className={classes.left} data-over={left < 0 || undefined}>
          {t("desk.composer.left", { n: left })}
        </span>
      )}
      {stuck && !note && (
        <Button size="xs" variant="default" onClick={onKeep}>
          {t("desk.composer.keepAsNote")}
        </Button>
      )}
      {!note && !stuck && (
        <Tooltip
          label={
            <>
              {t("desk.composer.sendClose")} <CommandCaps id="send-close" />
            </>
          }
        >
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            disabled={!sendable}
            onClick={() => onSend(true)}
            className={classes.sendClose}
          >
            {t("desk.composer.sendClose.short")}
          </Button>
        </Tooltip>
      )}
      <Tooltip label={t("desk.composer.hint")}>
        <Button
          size="xs"
          disabled={!sendable || (stuck && !note)}
          className={note ? classes.addNote : undefined}
          leftSection={note ? <IconLock size={14} /> : <IconSend2 size={15} />}
          onClick={() => onSend()}
        >
          {t(note ? "desk.composer.save" : "desk.composer.send")}
        </Button>
      </Tooltip>
    </div>
  );
}

function CannedButton({ onCanned }: { onCanned(): void }) {
  const { t } = useI18n();
  return (
    <Tooltip
      label={
        <>
          {t("desk.canned.insert")} <CommandCaps id="canned" />
        </>
      }
    >
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        aria-label={t("desk.canned.insert")}
        onMouseDown={(event) => event.preventDefault()}
        onClick={onCanned}
      >
        <IconMessage2Bolt size={17} stroke={1.7} />
      </Button>
    </Tooltip>
  );
}
