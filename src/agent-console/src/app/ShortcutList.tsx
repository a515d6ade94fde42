import { Modal, Stack, Text } from "@mantine/core";
import { useMemo, useSyncExternalStore } from "react";
import { byGroup, type Command, useAllCommands, useCommands } from "./commands";
import { useI18n } from "./i18n";
import { KeyCaps } from "./KeyCaps";
import classes from "./ShortcutList.module.css";

let opened = false;
const listeners = new Set<() => void>();

function setOpened(next: boolean) {
  opened = next;
  for (const listener of listeners) listener();
}

export const openShortcuts = () => setOpened(true);

export function useShortcutList() {
  const isOpen = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => opened,
  );
  return { opened: isOpen, onClose: () => setOpened(false) };
}

/** What `?` shows: made from the commands themselves, so it cannot go stale. */
export function ShortcutList({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const { t } = useI18n();
  const commands = useAllCommands();
  const own = useMemo<Command[]>(
    () => [
      { id: "shortcuts", label: t("app.menu.shortcuts"), group: "app.group.display", keys: ["?"], run: openShortcuts },
    ],
    [t],
  );
  useCommands(own);
  const groups = byGroup(commands.filter((command) => command.keys?.length));
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("app.shortcuts.title")}
      size="lg"
      closeButtonProps={{ "aria-label": t("app.action.close") }}
    >
      <div className={classes.columns}>
        {groups.map(([group, members]) => (
          <Stack key={group} gap="xs" className={classes.group}>
            <Text fz="xs" fw={600} c="dimmed" component="h3">
              {t(group)}
            </Text>
            {members.map((command) => (
              <div key={command.id} className={classes.row}>
                <span>{command.label}</span>
                <KeyCaps chord={command.keys?.[0] ?? ""} />
              </div>
            ))}
          </Stack>
        ))}
      </div>
    </Modal>
  );
}
