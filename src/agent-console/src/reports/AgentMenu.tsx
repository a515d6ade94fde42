import { ActionIcon, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { api } from "../app/api";
import { toast, toastError } from "../app/errors";
import { useI18n } from "../app/i18n";
import classes from "./Wall.module.css";
import type { WallAgent } from "./wire";

const statuses = ["available", "away", "offline"] as const;

interface Props {
  agent: WallAgent;
  /** Held by the wall: an agent who moves to another group is drawn anew there, and the menu must not close under the hand. */
  opened: boolean;
  onOpened(opened: boolean): void;
}

/** A supervisor's hand: the status of a colleague. Available also lifts a suspension; the colleague hears who did it. */
export function AgentMenu({ agent, opened, onOpened }: Props) {
  const { t } = useI18n();
  const queries = useQueryClient();
  const suspended = agent.activity === "not_responding";

  async function set(status: (typeof statuses)[number]) {
    try {
      await api.put(`/api/agents/${agent.agentId}/status`, { status });
      toast(t("reports.wall.statusSet", { name: agent.name, status: t(`reports.wall.status.${status}`) }));
      await queries.invalidateQueries({ queryKey: ["reports", "wall"] });
    } catch (error) {
      toastError(t, error);
    }
  }

  return (
    <Menu position="bottom-start" width={220} opened={opened} onChange={onOpened}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={28}
          className={classes.hand}
          aria-label={t("reports.wall.setStatus", { name: agent.name })}
        >
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("reports.wall.setStatus", { name: agent.name })}</Menu.Label>
        {suspended && <Menu.Item onClick={() => void set("available")}>{t("reports.wall.liftSuspension")}</Menu.Item>}
        {statuses
          .filter((status) => suspended || status !== agent.status)
          .filter((status) => !suspended || status !== "available")
          .map((status) => (
            <Menu.Item key={status} onClick={() => void set(status)}>
              {t(`reports.wall.status.${status}`)}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}
