import type { ConversationRow, Priority } from "@chatservice/client";
import { IconArrowsExchange, IconFlag, IconHandGrab, IconLink } from "@tabler/icons-react";
import { useMemo } from "react";
import { type Command, useCommands } from "../../app/commands";
import { toast } from "../../app/errors";
import { useI18n } from "../../app/i18n";
import { hasRole, useMe } from "../../app/session";
import { useLive } from "../live/LiveProvider";
import { isQueued } from "../live/rows";
import { resolutions } from "./CloseButton";
import { useAct } from "./useAct";

/** What can be done with the open conversation, by name and by key. */
export function ConversationCommands({
  row,
  mine,
  onTransfer,
}: {
  row: ConversationRow;
  mine: boolean;
  onTransfer(): void;
}) {
  const { t } = useI18n();
  const me = useMe();
  const { actions } = useLive();
  const act = useAct();
  const id = row.conversationId;
  const queued = isQueued(row);
  const { state } = row;
  const may = mine || hasRole(me, "supervisor");

  const commands = useMemo<Command[]>(() => {
    const group = "app.group.conversation" as const;
    const list: Command[] = [
      {
        id: "copy-link",
        label: t("desk.command.copyLink"),
        group,
        icon: <IconLink size={18} />,
        run: () => void navigator.clipboard?.writeText(location.href).then(() => toast(t("desk.details.copied"))),
      },
    ];
    if (state === "closed") return list;
    if (state === "wrap_up" && mine) {
      list.push({
        id: "finish",
        label: t("desk.head.finish"),
        group,
        keys: ["e"],
        run: () => act(() => actions.finishWrapUp(id)),
      });
      return list;
    }
    if (!mine && (queued || may)) {
      const label = t(queued ? "desk.head.take" : "desk.head.takeOver");
      list.push({
        id: "take",
        label,
        group,
        keys: ["t"],
        icon: <IconHandGrab size={18} />,
        run: () => act(() => actions.take(id)),
      });
    }
    if (may && !queued) {
      list.push({
        id: "transfer",
        label: t("desk.head.transfer"),
        group,
        keys: ["shift+t"],
        icon: <IconArrowsExchange size={18} />,
        run: onTransfer,
      });
      for (const { value, icon: Icon } of resolutions) {
        list.push({
          id: `close-${value}`,
          label: t("app.pair", { name: t("desk.head.close"), value: t(`desk.head.${value}`) }),
          group,
          ...(value === "resolved" ? { keys: ["e"] } : {}),
          icon: <Icon size={18} />,
          run: () => act(() => actions.close(id, value)),
        });
      }
    }
    for (const priority of ["P0", "P1", "P2", "P3"] as Priority[]) {
      list.push({
        id: `priority-${priority}`,
        label: t("desk.command.priority", { priority: t(`desk.priority.${priority}`) }),
        group,
        icon: <IconFlag size={18} />,
        run: () => act(() => actions.setPriority(id, priority)),
      });
    }
    return list;
  }, [t, id, state, queued, mine, may, actions, act, onTransfer]);
  useCommands(commands);
  return null;
}
