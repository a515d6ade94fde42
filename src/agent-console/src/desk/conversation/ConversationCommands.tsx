import type { ConversationRow, Priority, Resolution } from "@chatservice/client";
import { IconArrowBackUp, IconArrowsExchange, IconFlag, IconHandGrab, IconLink, IconQuote } from "@tabler/icons-react";
import { useMemo } from "react";
import { type Command, useCommands } from "../../app/commands";
import { toast } from "../../app/errors";
import { type Translate, useI18n } from "../../app/i18n";
import { hasRole, useMe } from "../../app/session";
import { useLive } from "../live/LiveProvider";
import { isQueued } from "../live/rows";
import { insertIntoComposer } from "../nav/composerFocus";
import { resolutions } from "./CloseButton";
import { quoted } from "./MessageActions";
import { useAct } from "./useAct";
import { type ConversationActs, useConversationActs } from "./useConversationActs";

interface Props {
  row: ConversationRow;
  mine: boolean;
  onTransfer(): void;
  onClose(resolution: Resolution): void;
}

const group = "app.group.conversation" as const;

/** What can be done with the open conversation, by name and by key. */
export function ConversationCommands({ row, mine, onTransfer, onClose }: Props) {
  const { t } = useI18n();
  const me = useMe();
  const { actions } = useLive();
  const act = useAct();
  const acts = useConversationActs(row);
  const id = row.conversationId;
  const queued = isQueued(row);
  const { state } = row;
  const ending = row.ending != null;
  const last = row.lastMessage?.text ?? "";
  const may = mine || hasRole(me, "supervisor");

  const commands = useMemo<Command[]>(() => {
    const list: Command[] = [
      ...wordsCommands(t, last),
      {
        id: "copy-link",
        label: t("desk.command.copyLink"),
        group,
        icon: <IconLink size={18} />,
        run: () => void navigator.clipboard?.writeText(location.href).then(() => toast(t("desk.details.copied"))),
      },
    ];
    if (state === "closed" || state === "wrap_up") return [...list, ...overCommands(t, acts, state === "wrap_up", may)];
    if (!mine && (queued || may)) {
      list.push({
        id: "take",
        label: t(queued ? "desk.head.take" : "desk.head.takeOver"),
        group,
        keys: "take",
        icon: <IconHandGrab size={18} />,
        run: acts.take,
      });
    }
    if (may && !queued && !ending) list.push(...endCommands(t, mine, onTransfer, onClose));
    const family = { id: "priority", label: t("desk.command.setPriority") };
    for (const priority of ["P0", "P1", "P2", "P3"] as Priority[]) {
      list.push({
        id: `priority-${priority}`,
        label: t("app.pair", { name: family.label, value: t(`desk.priority.${priority}`) }),
        group,
        family,
        icon: <IconFlag size={18} />,
        run: () => act(() => actions.setPriority(id, priority)),
      });
    }
    return list;
  }, [t, id, last, state, ending, queued, mine, may, actions, act, acts, onTransfer, onClose]);
  useCommands(commands);
  return null;
}

/** With what was said last, as far as the list has it. */
function wordsCommands(t: Translate, last: string): Command[] {
  if (!last) return [];
  return [
    {
      id: "quote-last",
      label: t("desk.command.quoteLast"),
      group,
      icon: <IconQuote size={18} />,
      run: () => insertIntoComposer(quoted(last)),
    },
  ];
}

/** Of one that is over: open it again; in wrap-up also finish that. */
function overCommands(t: Translate, acts: ConversationActs, wrapsUp: boolean, may: boolean): Command[] {
  if (wrapsUp && !may) return [];
  const reopen: Command = {
    id: "reopen",
    label: t("desk.head.reopen"),
    group,
    keys: "reopen",
    icon: <IconArrowBackUp size={18} />,
    run: acts.reopen,
  };
  if (!wrapsUp) return [reopen];
  return [reopen, { id: "finish", label: t("desk.head.finish"), group, keys: "close", run: acts.finishWrapUp }];
}

/** A supervisor who only looks has no key that ends a colleague's conversation; the palette and the menu do it on purpose. */
function endCommands(
  t: Translate,
  mine: boolean,
  onTransfer: () => void,
  onClose: (resolution: Resolution) => void,
): Command[] {
  return [
    {
      id: "transfer",
      label: t("desk.head.transfer"),
      group,
      ...(mine ? { keys: "transfer" } : {}),
      icon: <IconArrowsExchange size={18} />,
      run: onTransfer,
    },
    ...resolutions.map(
      ({ value, icon: Icon }): Command => ({
        id: `close-${value}`,
        label: t("app.pair", { name: t("desk.head.close"), value: t(`desk.head.${value}`) }),
        group,
        family: { id: "close", label: t("desk.head.close") },
        ...(mine && value === "resolved" ? { keys: "close" } : {}),
        icon: <Icon size={18} />,
        run: () => onClose(value),
      }),
    ),
  ];
}
