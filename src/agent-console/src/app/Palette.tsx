import { Spotlight, spotlight } from "@mantine/spotlight";
import { IconSearch } from "@tabler/icons-react";
import { useMemo } from "react";
import { byGroup, type Command, useAllCommands, useCommands } from "./commands";
import { useI18n } from "./i18n";
import { KeyCaps } from "./KeyCaps";
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
        keys: ["mod+k"],
        onlyKey: true,
        run: spotlight.toggle,
      },
    ],
    [t],
  );
  useCommands(own);

  const groups = useMemo(() => {
    return byGroup(commands.filter((command) => !command.onlyKey)).map(([group, members]) => ({
      group: t(group),
      actions: members.map((command) => ({
        id: command.id,
        label: command.label,
        keywords: command.words,
        leftSection: command.icon,
        rightSection: command.keys?.[0] ? <KeyCaps chord={command.keys[0]} /> : undefined,
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
      attributes={{ content: { "aria-label": t("app.palette.open") } }}
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
