import { createSpotlight, Spotlight, useSpotlight } from "@mantine/spotlight";
import { IconChevronRight, IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { type Command, chordsOf, closeOnCommand, type Family, useAllCommands, useCommands } from "./commands";
import { useI18n } from "./i18n";
import { KeyCaps } from "./KeyCaps";
import { shownKey } from "./keyTable";
import classes from "./Palette.module.css";
import { familyLines, foundLines, openingLines, type PaletteLine } from "./paletteLines";

const [store, spotlight] = createSpotlight();

/** Every action by name: Ctrl+K. It opens with the few that matter here; what is typed is looked for in all of them. */
export function Palette() {
  const { t } = useI18n();
  const commands = useAllCommands();
  const [query, setQuery] = useState("");
  const [family, setFamily] = useState<Family | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const { opened } = useSpotlight(store);
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
  useEffect(() => {
    if (opened) setFamily(null);
  }, [opened]);
  // As when something is typed: Enter takes the first line of what is new.
  useLayoutEffect(() => {
    const first = family && list.current?.querySelector("[data-action]");
    if (!first) return;
    first.setAttribute("data-selected", "true");
    store.updateState((state) => ({ ...state, selected: 0 }));
  }, [family]);

  const groups = useMemo(() => {
    if (family) return familyLines(commands, family, query);
    return query.trim() ? foundLines(commands, query) : openingLines(commands);
  }, [commands, family, query]);

  function choose({ command, family: chosen }: PaletteLine) {
    if (!chosen) return command.run();
    setQuery("");
    setFamily(chosen);
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Backspace" && query === "") setFamily(null);
  }

  const hint = family?.label ?? t("app.palette.placeholder");
  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      attributes={{ content: { "aria-label": t("app.palette.open"), "data-keys": true } }}
      classNames={{ actionSection: classes.section ?? "" }}
      scrollable
      maxHeight={460}
      transitionProps={{ duration: 90 }}
    >
      <Spotlight.Search
        leftSection={<IconSearch size={18} />}
        placeholder={hint}
        aria-label={hint}
        onKeyDown={onKeyDown}
      />
      {groups.length === 0 && <Spotlight.Empty>{t("app.palette.empty")}</Spotlight.Empty>}
      {groups.length > 0 && (
        <Spotlight.ActionsList ref={list}>
          {groups.map(([group, lines]) => (
            <Spotlight.ActionsGroup key={group} label={t(group)}>
              {lines.map((line) => (
                <Spotlight.Action
                  key={line.family?.id ?? line.command.id}
                  label={line.family ? t("app.palette.family", { name: line.family.label }) : line.command.label}
                  leftSection={line.command.icon}
                  rightSection={<LineEnd line={line} />}
                  highlightQuery
                  closeSpotlightOnTrigger={!line.family}
                  onClick={() => choose(line)}
                />
              ))}
            </Spotlight.ActionsGroup>
          ))}
        </Spotlight.ActionsList>
      )}
      {!family && query === "" && (
        <Spotlight.Footer className={classes.foot ?? ""}>{t("app.palette.more")}</Spotlight.Footer>
      )}
    </Spotlight.Root>
  );
}

/** The palette is a field: the key that works in it is a chord. A family leads further. */
function LineEnd({ line: { command, family } }: { line: PaletteLine }) {
  if (family) return <IconChevronRight size={16} stroke={1.7} />;
  const chord = shownKey(chordsOf(command), true);
  return chord ? <KeyCaps chord={chord} /> : null;
}
