import { Spotlight, spotlight } from "@mantine/spotlight";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useMemo } from "react";
import { byGroup, type Command, chordsOf, closeOnCommand, useAllCommands, useCommands } from "./commands";
import { useI18n } from "./i18n";
import { KeyCaps } from "./KeyCaps";
import { shownKey } from "./keyTable";
import classes from "./Palette.module.css";

/** Every action by name: Ctrl+K. */
export function Palette() {
  const { t } = useI18n();
  const commands = useAllCommands();
  const own = useMemo<Command[]>(
    () => [
      {
        id: "palette",
        label: t("app.palette.open"),
        group: "app.group.go",
        keys: "palette",
        onlyKey: true,
        run: spotlight.toggle,
      },
    ],
    [t],
  );
  useCommands(own);
  useEffect(() => closeOnCommand(spotlight.close), []);

  const groups = useMemo(() => {
    return byGroup(commands.filter((command) => !command.onlyKey)).map(([group, members]) => ({
      group: t(group),
      actions: members.map((command) => ({
        id: command.id,
        label: command.label,
        keywords: command.words,
        leftSection: command.icon,
        // The palette is a field: what works in it is a chord.
        rightSection: chordsOf(command).length ? (
          <KeyCaps chord={shownKey(chordsOf(command), true) ?? ""} />
        ) : undefined,
        onClick: command.run,
      })),
    }));
  }, [commands, t]);

  return (
    <Spotlight
      actions={groups}
      shortcut={null}
      nothingFound={t("app.palette.empty")}
      highlightQuery
      attributes={{ content: { "aria-label": t("app.palette.open"), "data-keys": true } }}
      classNames={{ actionSection: classes.section ?? "" }}
      scrollable
      maxHeight={420}
      transitionProps={{ duration: 90 }}
      searchProps={{
        leftSection: <IconSearch size={18} />,
        placeholder: t("app.palette.placeholder"),
        "aria-label": t("app.palette.placeholder"),
      }}
    />
  );
}
