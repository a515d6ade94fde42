import { IconLock, IconSend2 } from "@tabler/icons-react";
import { useMemo } from "react";
import { type Command, useCommands } from "../../app/commands";
import { useI18n } from "../../app/i18n";
import type { Mode } from "../live/drafts";
import { askForComposer } from "../nav/composerFocus";

/** Into the field by key: to reply, or to write a note. */
export function useComposerCommands(canReply: boolean, onMode: (mode: Mode) => void): void {
  const { t } = useI18n();
  const commands = useMemo<Command[]>(() => {
    const write = (mode: Mode) => () => {
      onMode(mode);
      // Once the mode is drawn: the other one may have had no field to type in.
      requestAnimationFrame(askForComposer);
    };
    const group = "app.group.conversation" as const;
    const note: Command = {
      id: "note",
      label: t("desk.command.note"),
      group,
      keys: "note",
      icon: <IconLock size={18} />,
      run: write("note"),
    };
    if (!canReply) return [note];
    const icon = <IconSend2 size={18} />;
    return [
      { id: "compose", label: t("desk.command.compose"), group, keys: "compose", icon, run: write("reply") },
      note,
    ];
  }, [t, canReply, onMode]);
  useCommands(commands);
}
