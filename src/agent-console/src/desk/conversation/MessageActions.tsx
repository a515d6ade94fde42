import { ActionIcon, Tooltip } from "@mantine/core";
import { IconCopy, IconQuote, IconRefresh } from "@tabler/icons-react";
import { toast } from "../../app/errors";
import { useI18n } from "../../app/i18n";
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

/** What can be done with one message while it is pointed at; by key the palette has it for the customer's last one. */
export function MessageActions({ item }: { item: Bubble }) {
  const { t } = useI18n();
  const { live } = useLive();
  const actions = [
    {
      icon: IconCopy,
      label: t("desk.messages.copy"),
      run: () => void navigator.clipboard?.writeText(item.text).then(() => toast(t("desk.details.copied"))),
    },
    { icon: IconQuote, label: t("desk.messages.quote"), run: () => insertIntoComposer(quoted(item.text)) },
    ...(item.state === "sending"
      ? [{ icon: IconRefresh, label: t("desk.messages.retry"), run: () => live.hub.retryNow() }]
      : []),
  ];
  if (!item.text) return null;
  return (
    <span className={classes.actions}>
      {actions.map(({ icon: Icon, label, run }) => (
        <Tooltip key={label} label={label}>
          <ActionIcon variant="subtle" color="gray" size={26} tabIndex={-1} aria-label={label} onClick={run}>
            <Icon size={15} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      ))}
    </span>
  );
}
