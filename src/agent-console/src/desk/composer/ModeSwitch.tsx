import { Tooltip } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { useContext } from "react";
import { useI18n } from "../../app/i18n";
import { CommandCaps } from "../../app/KeyCaps";
import type { Mode } from "../live/drafts";
import classes from "./Composer.module.css";
import { Whisper } from "./whisper";

export function ModeSwitch({ mode, canReply, onMode }: { mode: Mode; canReply: boolean; onMode(mode: Mode): void }) {
  const { t } = useI18n();
  const whisperTo = useContext(Whisper);
  return (
    <fieldset className={classes.modes}>
      <legend className={classes.legend}>{t("desk.composer.mode")}</legend>
      <button
        type="button"
        className={classes.mode}
        aria-pressed={mode === "reply"}
        disabled={!canReply}
        onClick={() => onMode("reply")}
      >
        {t("desk.composer.reply")}
      </button>
      <Tooltip label={<CommandCaps id="note" />}>
        <button type="button" className={classes.mode} aria-pressed={mode === "note"} onClick={() => onMode("note")}>
          <IconLock size={13} aria-hidden="true" />
          {whisperTo ? t("desk.composer.whisper", { name: whisperTo }) : t("desk.composer.note")}
        </button>
      </Tooltip>
    </fieldset>
  );
}
