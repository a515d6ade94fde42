import { ActionIcon, Tooltip } from "@mantine/core";
import { IconCopy, type IconProps, IconQuote, IconRefresh } from "@tabler/icons-react";
import type { ComponentType, KeyboardEvent } from "react";
import { toast } from "../../app/errors";
import { useI18n } from "../../app/i18n";
import { matches } from "../../app/keys";
import { type KeyId, keysOf } from "../../app/keyTable";
import { useLive } from "../live/LiveProvider";
import { insertIntoComposer } from "../nav/composerFocus";
import classes from "./TimelineRow.module.css";
import type { Bubble } from "./timeline";

/** As people quote in plain text. */
export const quoted = (text: string) =>
  `${text
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n")}\n`;

interface MessageAction {
  icon: ComponentType<IconProps>;
  label: string;
  /** Its line in the key table. */
  keys?: KeyId;
  run(): void;
}

/** What can be done with one message. */
export function useMessageActions(item: Bubble): MessageAction[] {
  const { t } = useI18n();
  const { live } = useLive();
  if (!item.text) return [];
  return [
    {
      icon: IconCopy,
      label: t("desk.messages.copy"),
      keys: "message-copy",
      run: () => void navigator.clipboard?.writeText(item.text).then(() => toast(t("desk.details.copied"))),
    },
    {
      icon: IconQuote,
      label: t("desk.messages.quote"),
      keys: "message-quote",
      run: () => insertIntoComposer(quoted(item.text)),
    },
    ...(item.state === "sending"
      ? [{ icon: IconRefresh, label: t("desk.messages.retry"), run: () => live.hub.retryNow() }]
      : []),
  ];
}

/** Runs what the key means on the message itself; in a link or a button of it the key is theirs, and marked text is copied as marked. */
export function runByKey(actions: MessageAction[], event: KeyboardEvent<HTMLElement>): void {
  if (event.target !== event.currentTarget) return;
  const action = actions.find(({ keys }) => keys && keysOf(keys).some((chord) => matches(chord, event)));
  if (!action || (action.keys === "message-copy" && getSelection()?.isCollapsed === false)) return;
  event.preventDefault();
  action.run();
}

/** Shown while one points at the message or the keyboard is on it; then they can be tabbed to as well. */
export function MessageActions({ actions, reachable }: { actions: MessageAction[]; reachable: boolean }) {
  if (actions.length === 0) return null;
  return (
    <span className={classes.actions}>
      {actions.map(({ icon: Icon, label, run }) => (
        <Tooltip key={label} label={label}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={26}
            tabIndex={reachable ? 0 : -1}
            aria-label={label}
            onClick={run}
          >
            <Icon size={15} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      ))}
    </span>
  );
}
