import type { ConversationRow } from "@chatservice/client";
import { Button, Group, Modal, Stack, Textarea, TextInput, Tooltip } from "@mantine/core";
import { IconSearch, IconUsers } from "@tabler/icons-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { toastError } from "../../app/errors";
import { useI18n } from "../../app/i18n";
import { KeyCaps } from "../../app/KeyCaps";
import type { TransferTo } from "../live/actions";
import { useLive } from "../live/LiveProvider";
import statusClasses from "../status/StatusPicker.module.css";
import classes from "./TransferModal.module.css";
import { isFull, mayHave, type Target, useTargets } from "./transferTargets";

interface Props {
  row: ConversationRow;
  opened: boolean;
  onClose(): void;
  /** Does it, or does it a little later; without one it is sent as every transfer. */
  onTransfer?: (to: TransferTo, target: Target) => Promise<void> | void;
}

export function TransferModal({ row, opened, onClose, onTransfer }: Props) {
  const { t } = useI18n();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("desk.transfer.title")}
      closeButtonProps={{ "aria-label": t("app.action.close") }}
    >
      <TransferForm row={row} onDone={onClose} onTransfer={onTransfer} />
    </Modal>
  );
}

function useSend(row: ConversationRow, onTransfer: Props["onTransfer"]) {
  const { actions } = useLive();
  if (onTransfer) return onTransfer;
  return async (to: TransferTo) => {
    await actions.transfer(row.conversationId, to);
  };
}

function TransferForm({ row, onDone, onTransfer }: Pick<Props, "row" | "onTransfer"> & { onDone(): void }) {
  const { t } = useI18n();
  const send = useSend(row, onTransfer);
  const targets = useTargets();
  const [query, setQuery] = useState("");
  const [chosenId, setChosen] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  const noteField = useRef<HTMLTextAreaElement>(null);
  const shown = targets.filter((target) => target.name.toLowerCase().includes(query.trim().toLowerCase()));
  const free = shown.filter(mayHave);
  const target = free.find((item) => item.id === chosenId) ?? (query ? free[0] : undefined);
  const doubt = target && (target.there === "away" ? "away" : isFull(target) ? "full" : null);

  async function submit() {
    if (!target || busy) return;
    setBusy(true);
    const to = target.kind === "agent" ? { agentId: target.id } : { teamId: target.id };
    try {
      await send({ ...to, ...(note.trim() ? { note: note.trim() } : {}) }, target);
      onDone();
    } catch (error) {
      toastError(t, error);
      setBusy(false);
    }
  }

  /** Enter chooses and goes on to the note; Ctrl or ⌘ with Enter sends, from anywhere in the dialog. */
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      void submit();
    } else if (event.target instanceof HTMLInputElement) {
      event.preventDefault();
      if (target) setChosen(target.id);
      noteField.current?.focus();
    }
  }

  return (
    <form
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Stack gap="md">
        <TextInput
          data-autofocus
          leftSection={<IconSearch size={16} />}
          aria-label={t("desk.transfer.search")}
          placeholder={t("desk.transfer.search")}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
        <div className={classes.targets} role="radiogroup" aria-label={t("desk.transfer.title")}>
          {shown.length === 0 && <p className={classes.none}>{t("desk.transfer.none")}</p>}
          {shown.map((item) => (
            <TargetRow key={item.id} item={item} chosen={item === target} onChoose={() => setChosen(item.id)} />
          ))}
        </div>
        <Textarea
          ref={noteField}
          label={t("desk.transfer.note")}
          autosize
          minRows={2}
          maxRows={6}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {target && doubt && (
          <p className={classes.doubt} role="status">
            {t(`desk.transfer.confirm.${doubt}`, numbers(target))}
          </p>
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onDone}>
            {t("app.action.cancel")}
          </Button>
          <Tooltip label={<KeyCaps chord="mod+enter" />}>
            <Button type="submit" disabled={!target} loading={busy}>
              {t(doubt ? "desk.transfer.anyway" : "desk.transfer.submit")}
            </Button>
          </Tooltip>
        </Group>
      </Stack>
    </form>
  );
}

function TargetRow({ item, chosen, onChoose }: { item: Target; chosen: boolean; onChoose(): void }) {
  const { t } = useI18n();
  const gone = !mayHave(item);
  const state = item.there && item.there !== "available" ? t(`desk.transfer.there.${item.there}`) : "";
  const load = item.there === null ? t("desk.transfer.queue") : gone ? "" : t("desk.transfer.load", numbers(item));
  return (
    <label className={classes.target} data-chosen={chosen || undefined} data-gone={gone || undefined}>
      <input
        type="radio"
        name="target"
        className={classes.radio}
        checked={chosen}
        disabled={gone}
        onChange={onChoose}
      />
      {item.there === null ? (
        <IconUsers size={15} />
      ) : (
        <span
          className={statusClasses.dot}
          data-status={item.there === "not_responding" ? "blocked" : item.there}
          aria-hidden="true"
        />
      )}
      <span className={classes.name}>{item.name}</span>
      <span className={classes.load}>{[state, load].filter(Boolean).join(" · ")}</span>
    </label>
  );
}

const numbers = ({ name, used, capacity }: Target) => ({ name, used, capacity });
