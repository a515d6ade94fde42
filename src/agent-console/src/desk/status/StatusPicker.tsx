import type { AgentStatus } from "@chatservice/client";
import { Menu, Tooltip } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useCallback, useMemo, useState } from "react";
import { type Command, useCommands } from "../../app/commands";
import { toastError } from "../../app/errors";
import { useI18n } from "../../app/i18n";
import railClasses from "../../app/Layout.module.css";
import { useDesk, useLive } from "../live/LiveProvider";
import classes from "./StatusPicker.module.css";
import { awayReasons, statusText } from "./words";

/** My status in the rail: a dot with a shape of its own for each, and the menu to change it. */
export function StatusPicker() {
  const { t } = useI18n();
  const { actions } = useLive();
  const mine = useDesk((state) => state.status);
  const set = useCallback(
    (status: AgentStatus, reason: string | null = null) =>
      void actions.setStatus(status, reason).catch((error) => toastError(t, error)),
    [actions, t],
  );

  const commands = useMemo<Command[]>(
    () =>
      (["available", "away", "offline"] as const).map((status) => ({
        id: `status-${status}`,
        label: t("app.pair", { name: t("desk.status.label"), value: t(`desk.status.${status}`) }),
        group: "app.group.me",
        family: { id: "status", label: t("desk.status.label") },
        keys: `status-${status}` as const,
        icon: <span className={classes.dot} data-status={status} />,
        run: () => set(status),
      })),
    [t, set],
  );
  useCommands(commands);

  const [opened, setOpened] = useState(false);
  const current = statusText(t, mine);
  const check = (on: boolean) => (on ? <IconCheck size={15} /> : null);
  return (
    <Menu position="right-end" width={200} opened={opened} onChange={setOpened}>
      <Menu.Target>
        <Tooltip label={t("desk.status.current", { status: current })} position="right" disabled={opened}>
          <button type="button" className={railClasses.link} aria-label={t("desk.status.current", { status: current })}>
            <span className={classes.dot} data-status={mine.activity === "not_responding" ? "blocked" : mine.status} />
          </button>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("desk.status.label")}</Menu.Label>
        <Menu.Item
          leftSection={<span className={classes.dot} data-status="available" />}
          rightSection={check(mine.status === "available")}
          onClick={() => set("available")}
        >
          {t("desk.status.available")}
        </Menu.Item>
        <Menu.Item
          leftSection={<span className={classes.dot} data-status="away" />}
          rightSection={check(mine.status === "away" && !mine.reason)}
          onClick={() => set("away")}
        >
          {t("desk.status.away")}
        </Menu.Item>
        {awayReasons.map((reason) => (
          <Menu.Item
            key={reason}
            className={classes.reason}
            rightSection={check(mine.status === "away" && mine.reason === reason)}
            onClick={() => set("away", reason)}
          >
            {t(`desk.status.away.${reason}`)}
          </Menu.Item>
        ))}
        <Menu.Item
          leftSection={<span className={classes.dot} data-status="offline" />}
          rightSection={check(mine.status === "offline")}
          onClick={() => set("offline")}
        >
          {t("desk.status.offline")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
