import { IconArrowDown, IconArrowUp, IconHourglass, IconId, IconList, IconMessage } from "@tabler/icons-react";
import { useCallback, useMemo } from "react";
import { type Command, useCommands } from "../app/commands";
import { toast } from "../app/errors";
import { useI18n } from "../app/i18n";
import { useLive, useView } from "./live/LiveProvider";
import { nextWaiting } from "./live/rows";
import type { DeskNav } from "./nav/DeskNav";
import { contactName } from "./people";

interface Input {
  nav: DeskNav;
  toggleDetails(): void;
}

const tabs = ["queue", "mine", "all", "closed"] as const;
/** So many conversations are offered by name in the palette. */
const namedCount = 30;

/** Moving around the desk, by name and by key. Returns the jump, for buttons. */
export function useDeskCommands({ nav, toggleDetails }: Input): () => void {
  const { t } = useI18n();
  const { live } = useLive();
  const mine = useView("mine");
  const queue = useView("queue");
  const { openId, open, step, setTab } = nav;

  const jump = useCallback(() => {
    const row = nextWaiting(live.store.get().rows, live.me.id, openId);
    if (row) open(row.conversationId);
    else toast(t("desk.empty.waiting"));
  }, [live, openId, open, t]);

  const moves = useMemo<Command[]>(
    () => [
      {
        id: "longest",
        label: t("desk.command.longest"),
        group: "app.group.go",
        keys: "longest",
        icon: <IconHourglass size={18} />,
        run: jump,
      },
      {
        id: "next",
        label: t("desk.command.next"),
        group: "app.group.go",
        keys: "next",
        rare: true,
        icon: <IconArrowDown size={18} />,
        run: () => step(1),
      },
      {
        id: "previous",
        label: t("desk.command.previous"),
        group: "app.group.go",
        keys: "previous",
        rare: true,
        icon: <IconArrowUp size={18} />,
        run: () => step(-1),
      },
      ...tabs.map((name) => ({
        id: `tab-${name}`,
        label: t(`desk.command.${name}`),
        group: "app.group.go" as const,
        keys: `tab-${name}` as const,
        rare: true,
        icon: <IconList size={18} />,
        run: () => setTab(name),
      })),
      {
        id: "details",
        label: t("desk.head.details"),
        group: "app.group.display",
        keys: "details",
        rare: true,
        icon: <IconId size={18} />,
        run: toggleDetails,
      },
    ],
    [t, jump, step, setTab, toggleDetails],
  );
  useCommands(moves);

  // Names only: a row that changes its last line does not make the palette new.
  const named = [...mine, ...queue]
    .slice(0, namedCount)
    .map((row) => `${row.conversationId} ${contactName(t, row.contact)}`)
    .join("\n");
  const opens = useMemo<Command[]>(
    () =>
      named
        .split("\n")
        .filter(Boolean)
        .map((line) => {
          const id = line.slice(0, line.indexOf(" "));
          return {
            id: `open-${id}`,
            label: t("desk.command.open", { name: line.slice(id.length + 1) }),
            group: "app.group.open",
            icon: <IconMessage size={18} />,
            run: () => open(id),
          };
        }),
    [named, t, open],
  );
  useCommands(opens);
  return jump;
}
