import type { ConversationRow, Ending, Priority, Resolution } from "@chatservice/client";
import { ActionIcon, Button, Menu, Tooltip } from "@mantine/core";
import {
  IconArrowBackUp,
  IconArrowLeft,
  IconArrowsExchange,
  IconCheck,
  IconDots,
  IconEye,
  IconLayoutSidebarRight,
} from "@tabler/icons-react";
import { Link } from "wouter";
import { useI18n } from "../../app/i18n";
import { CommandCaps } from "../../app/KeyCaps";
import { hasRole, useMe } from "../../app/session";
import { ContactPicture } from "../ContactPicture";
import { secondsLeft } from "../ending/EndingClock";
import { DueClock, WaitClock } from "../list/WaitClock";
import { useNow } from "../live/clock";
import { useLive } from "../live/LiveProvider";
import { isQueued } from "../live/rows";
import { PresenceText } from "../Presence";
import { PriorityChip } from "../PriorityChip";
import { contactName } from "../people";
import { CloseButton, resolutions } from "./CloseButton";
import classes from "./Header.module.css";
import { TransferModal } from "./TransferModal";
import { useAct } from "./useAct";
import { useConversationActs } from "./useConversationActs";

interface Props {
  row: ConversationRow;
  mine: boolean;
  onDetails(): void;
  onClose(resolution: Resolution): void;
  transferring: boolean;
  onTransferring(open: boolean): void;
}

export function Header({ row, mine, onClose, onDetails, transferring, onTransferring }: Props) {
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
        <ContactPicture
          id={row.contact.id}
          name={row.contact.name}
          channel={row.channel}
          size={36}
          online={row.presence?.online}
        />
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
      <Buttons row={row} mine={mine} onClose={onClose} onTransfer={() => onTransferring(true)} />
      <Tooltip
        label={
          <>
            {t("desk.head.details")} <CommandCaps id="details" />
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
  if (row.ending) return <EndingText ending={row.ending} />;
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

/** To everybody who looks at it: what is about to happen, and who asked for it. */
function EndingText({ ending }: { ending: Ending }) {
  const { t } = useI18n();
  const { live } = useLive();
  const now = useNow();
  const n = secondsLeft(ending, now);
  const text = t(`desk.ending.head.${ending.kind}`, { n, to: ending.to ?? "" });
  return <>{ending.by.id === live.me.id ? text : t("app.pair", { name: ending.by.name, value: text })}</>;
}

interface ButtonsProps {
  row: ConversationRow;
  mine: boolean;
  onTransfer(): void;
  onClose(resolution: Resolution): void;
}

function Buttons({ row, mine, onTransfer, onClose }: ButtonsProps) {
  const { t } = useI18n();
  const me = useMe();
  const acts = useConversationActs(row);
  const queued = isQueued(row);
  const may = mine || hasRole(me, "supervisor");
  if (row.state === "closed" || row.state === "wrap_up") return <OverButtons row={row} may={may} />;
  if (row.ending && may) {
    return (
      <Tooltip label={<CommandCaps id="undo" />} disabled={row.ending.by.id !== me.id}>
        <Button size="xs" variant="default" leftSection={<IconArrowBackUp size={15} />} onClick={acts.undoEnd}>
          {t("desk.ending.undo")}
        </Button>
      </Tooltip>
    );
  }
  return (
    <>
      {!mine && (queued || may) && (
        <Tooltip label={<CommandCaps id="take" />}>
          <Button size="xs" variant={queued ? "filled" : "default"} onClick={acts.take}>
            {t(queued ? "desk.head.take" : "desk.head.takeOver")}
          </Button>
        </Tooltip>
      )}
      {may && !queued && (
        <div className={classes.wide} data-spare={!mine || undefined}>
          <Tooltip label={<CommandCaps id="transfer" />} disabled={!mine}>
            <Button size="xs" variant="default" onClick={onTransfer}>
              {t("desk.head.transfer")}
            </Button>
          </Tooltip>
          <CloseButton mine={mine} onClose={onClose} />
        </div>
      )}
      {may && !queued && <MoreMenu spare={!mine} onTransfer={onTransfer} onClose={onClose} />}
    </>
  );
}

/** Closed, or in wrap-up. */
function OverButtons({ row, may }: { row: ConversationRow; may: boolean }) {
  const { t } = useI18n();
  const acts = useConversationActs(row);
  const wrapsUp = row.state === "wrap_up";
  if (wrapsUp && !may) return null;
  return (
    <>
      <Tooltip label={<CommandCaps id="reopen" />}>
        <Button size="xs" variant="default" leftSection={<IconArrowBackUp size={15} />} onClick={acts.reopen}>
          {t("desk.head.reopen")}
        </Button>
      </Tooltip>
      {wrapsUp && (
        <Tooltip label={<CommandCaps id="close" />}>
          <Button size="xs" onClick={acts.finishWrapUp}>
            {t("desk.head.finish")}
          </Button>
        </Tooltip>
      )}
    </>
  );
}

/** The same where there is no room for words. */
function MoreMenu({ spare, onTransfer, onClose }: Pick<ButtonsProps, "onTransfer" | "onClose"> & { spare: boolean }) {
  const { t } = useI18n();
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon
          data-spare={spare || undefined}
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
          <Menu.Item key={value} leftSection={<Icon size={18} />} onClick={() => onClose(value)}>
            {t("app.pair", { name: t("desk.head.close"), value: t(`desk.head.${value}`) })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
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
