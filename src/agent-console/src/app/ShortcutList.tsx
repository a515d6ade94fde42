import { Modal, Stack, Text } from "@mantine/core";
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { byGroup, type Command, chordsOf, closeOnCommand, useAllCommands, useCommands } from "./commands";
import { type MessageKey, useI18n } from "./i18n";
import { KeyCaps } from "./KeyCaps";
import { type KeyEntry, keyTable } from "./keyTable";
import classes from "./ShortcutList.module.css";
import { hasRole, useMe } from "./session";

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

interface Line {
  label: string;
  group: MessageKey;
  keys: readonly string[];
}

/** The whole key table, the same on every page, and commands that bring chords of their own. */
function useLines(): Line[] {
  const { t } = useI18n();
  const me = useMe();
  const commands = useAllCommands();
  return useMemo(() => {
    const known = Object.values<KeyEntry>(keyTable)
      .filter((entry) => !entry.role || hasRole(me, entry.role))
      .map((entry) => ({ ...entry, label: t(entry.label) }));
    const own = commands.filter((command) => Array.isArray(command.keys) && command.keys.length > 0);
    return [...known, ...own.map((command) => ({ ...command, keys: chordsOf(command) }))];
  }, [t, me, commands]);
}

/** What `?` shows. */
export function ShortcutList({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const { t } = useI18n();
  const lines = useLines();
  const own = useMemo<Command[]>(
    () => [
      {
        id: "shortcuts",
        label: t("app.menu.shortcuts"),
        group: "app.group.display",
        keys: "shortcuts",
        rare: true,
        run: openShortcuts,
      },
    ],
    [t],
  );
  useCommands(own);
  useEffect(() => closeOnCommand(() => setOpened(false)), []);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("app.shortcuts.title")}
      size={900}
      closeButtonProps={{ "aria-label": t("app.action.close") }}
    >
      <div className={classes.columns} data-keys>
        {byGroup(lines).map(([group, members]) => (
          <Stack key={group} gap="xs" className={classes.group}>
            <Text fz="xs" fw={600} c="dimmed" component="h3">
              {t(group)}
            </Text>
            {members.map((entry) => (
              <div key={entry.label} className={classes.row}>
                <span>{entry.label}</span>
                <span className={classes.chords}>
                  {entry.keys.map((chord, index) => (
                    <span key={chord} className={classes.chord}>
                      {index > 0 && <span className={classes.or}>{t("app.shortcuts.or")}</span>}
                      <KeyCaps chord={chord} />
                    </span>
                  ))}
                </span>
              </div>
            ))}
          </Stack>
        ))}
      </div>
    </Modal>
  );
}
