import type { ConversationRow, Priority, Resolution } from "@chatservice/client";
import { ActionIcon, Button, Menu, Tooltip } from "@mantine/core";
import {
  IconArrowLeft,
  IconArrowsExchange,
  IconCheck,
  IconDots,
  IconEye,
  IconLayoutSidebarRight,
} from "@tabler/icons-react";
import { Link } from "wouter";
import { useI18n } from "../../app/i18n";
import { KeyCaps } from "../../app/KeyCaps";
import { hasRole, useMe } from "../../app/session";
import { ContactPicture } from "../ContactPicture";
import { DueClock, WaitClock } from "../list/WaitClock";
import { useLive } from "../live/LiveProvider";
import { isQueued } from "../live/rows";
import { PresenceText } from "../Presence";
import { PriorityChip } from "../PriorityChip";
import { contactName } from "../people";
import { CloseButton, resolutions } from "./CloseButton";
import classes from "./Header.module.css";
import { TransferModal } from "./TransferModal";
import { useAct } from "./useAct";

interface Props {
  row: ConversationRow;
  mine: boolean;
  onDetails(): void;
  transferring: boolean;
  onTransferring(open: boolean): void;
}

export function Header({ row, mine, onDetails, transferring, onTransferring }: Props) {
  const { t } = useI18n();
  const name = contactName(t, row.contact);
  const closed = row.state === "closed";
  return (
    <header className={classes.header}>
      <ActionIcon
        component={Link}
        href="/"
        className={classes.back}
        variant="subtle"
        color="gray"
        size={44}
        aria-label={t("desk.head.back")}
      >
        <IconArrowLeft size={20} />
      </ActionIcon>
      <span className={classes.picture}>
        <ContactPicture name={row.contact.name} channel={row.channel} size={36} online={row.presence?.online} />
      </span>
      <div className={classes.who}>
        <h2 id="conversation-title" className={classes.name}>
          {name}
        </h2>
        <p className={classes.sub}>
          {row.inboxName} · <Holder row={row} mine={mine} />
          <PresenceText presence={row.presence} before=" · " />
        </p>
      </div>
      <span className={classes.spring} />
      {row.sla && row.awaitingSince && !closed ? (
        <DueClock sla={row.sla} />
      ) : (
        row.state === "wrap_up" && <WaitClock row={row} />
      )}
      {!closed && <PriorityMenu row={row} />}
      <Buttons row={row} mine={mine} onTransfer={() => onTransferring(true)} />
      <Tooltip
        label={
          <>
            {t("desk.head.details")} <KeyCaps chord="i" />
          </>
        }
      >
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          className={classes.details}
          aria-label={t("desk.head.details")}
          onClick={onDetails}
        >
          <IconLayoutSidebarRight size={19} stroke={1.7} />
        </ActionIcon>
      </Tooltip>
      <TransferModal row={row} opened={transferring} onClose={() => onTransferring(false)} />
    </header>
  );
}

function Holder({ row, mine }: { row: ConversationRow; mine: boolean }) {
  const { t } = useI18n();
  if (row.state === "closed") return t(`desk.head.closedAs.${row.resolution ?? "plain"}`);
  if (mine) return t(`desk.state.${row.state}`);
  return (
    <Tooltip label={t("desk.head.watching")}>
      <span className={classes.watching}>
        <IconEye size={14} aria-label={t("desk.head.watching")} role="img" />
        {row.assignee ? t("desk.head.assignedTo", { name: row.assignee.name }) : t(`desk.state.${row.state}`)}
      </span>
    </Tooltip>
  );
}

function Buttons({ row, mine, onTransfer }: { row: ConversationRow; mine: boolean; onTransfer(): void }) {
  const { t } = useI18n();
  const me = useMe();
  const { actions } = useLive();
  const act = useAct();
  const id = row.conversationId;
  if (row.state === "closed") return null;
  if (mine && row.state === "wrap_up") {
    return (
      <Button size="xs" onClick={() => act(() => actions.finishWrapUp(id))}>
        {t("desk.head.finish")}
      </Button>
    );
  }
  const queued = isQueued(row);
  const may = mine || hasRole(me, "supervisor");
  const close = (resolution: Resolution) => act(() => actions.close(id, resolution));
  return (
    <>
      {!mine && (queued || may) && (
        <Tooltip label={<KeyCaps chord="t" />}>
          <Button size="xs" variant={queued ? "filled" : "default"} onClick={() => act(() => actions.take(id))}>
            {t(queued ? "desk.head.take" : "desk.head.takeOver")}
          </Button>
        </Tooltip>
      )}
      {may && !queued && (
        <div className={classes.wide}>
          <Tooltip label={<KeyCaps chord="shift+t" />}>
            <Button size="xs" variant="default" onClick={onTransfer}>
              {t("desk.head.transfer")}
            </Button>
          </Tooltip>
          <CloseButton onClose={close} />
        </div>
      )}
      {may && !queued && (
        <Menu position="bottom-end" width={220}>
          <Menu.Target>
            <ActionIcon
              className={classes.more}
              variant="subtle"
              color="gray"
              size={44}
              aria-label={t("desk.head.more")}
            >
              <IconDots size={20} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconArrowsExchange size={18} />} onClick={onTransfer}>
              {t("desk.head.transfer")}
            </Menu.Item>
            {resolutions.map(({ value, icon: Icon }) => (
              <Menu.Item key={value} leftSection={<Icon size={18} />} onClick={() => close(value)}>
                {t("app.pair", { name: t("desk.head.close"), value: t(`desk.head.${value}`) })}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  );
}

function PriorityMenu({ row }: { row: ConversationRow }) {
  const { t } = useI18n();
  const { actions } = useLive();
  const act = useAct();
  return (
    <Menu width={150}>
      <Menu.Target>
        <button
          type="button"
          className={classes.priority}
          aria-label={t("app.pair", { name: t("desk.priority.label"), value: t(`desk.priority.${row.priority}`) })}
        >
          <PriorityChip priority={row.priority} always />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("desk.priority.label")}</Menu.Label>
        {(["P0", "P1", "P2", "P3"] as Priority[]).map((priority) => (
          <Menu.Item
            key={priority}
            rightSection={priority === row.priority ? <IconCheck size={15} /> : null}
            onClick={() => act(() => actions.setPriority(row.conversationId, priority))}
          >
            {t(`desk.priority.${priority}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
