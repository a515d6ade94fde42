import type { ConversationRow } from "@chatservice/client";
import { Button, Group, Modal, Stack, Textarea, TextInput } from "@mantine/core";
import { IconSearch, IconUsers } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { api, type Page } from "../../app/api";
import { toastError } from "../../app/errors";
import { useI18n } from "../../app/i18n";
import { useDesk, useLive } from "../live/LiveProvider";
import type { AgentEntry, TeamRef } from "../live/types";
import statusClasses from "../status/StatusPicker.module.css";
import classes from "./TransferModal.module.css";

interface Target {
  kind: "agent" | "team";
  id: string;
  name: string;
  status: string;
  load: string;
}

const order = ["available", "away", "offline"];

/** Colleagues and teams, who can take it first; the note is for them alone. */
function useTargets(open: boolean): Target[] {
  const { t } = useI18n();
  const { live } = useLive();
  const presence = useDesk((state) => state.agents);
  const agents = useQuery({
    queryKey: ["agents"],
    queryFn: () => api.get<Page<AgentEntry>>("/api/agents"),
    enabled: open,
  });
  const teams = useQuery({ queryKey: ["teams"], queryFn: () => api.get<Page<TeamRef>>("/api/teams"), enabled: open });
  return useMemo(() => {
    const people = (agents.data?.items ?? [])
      .filter((agent) => agent.id !== live.me.id && !agent.disabled)
      .map((agent): Target => {
        const now = presence.get(agent.id);
        return {
          kind: "agent",
          id: agent.id,
          name: agent.name,
          status: now?.status ?? agent.status,
          load: now ? t("desk.transfer.load", { used: now.usedSlots, capacity: now.capacity }) : "",
        };
      })
      .sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status) || a.name.localeCompare(b.name));
    const groups = (teams.data?.items ?? []).map(
      (team): Target => ({ kind: "team", id: team.id, name: team.name, status: "", load: "" }),
    );
    return [...people, ...groups];
  }, [agents.data, teams.data, presence, live, t]);
}

export function TransferModal({ row, opened, onClose }: { row: ConversationRow; opened: boolean; onClose(): void }) {
  const { t } = useI18n();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("desk.transfer.title")}
      closeButtonProps={{ "aria-label": t("app.action.close") }}
    >
      <TransferForm row={row} onDone={onClose} />
    </Modal>
  );
}

function TransferForm({ row, onDone }: { row: ConversationRow; onDone(): void }) {
  const { t } = useI18n();
  const { actions } = useLive();
  const targets = useTargets(true);
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState<Target | null>(null);
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  const shown = targets.filter((target) => target.name.toLowerCase().includes(query.trim().toLowerCase()));
  const target = chosen && shown.includes(chosen) ? chosen : query ? shown[0] : chosen;

  async function submit() {
    if (!target) return;
    setBusy(true);
    const to = target.kind === "agent" ? { agentId: target.id } : { teamId: target.id };
    try {
      await actions.transfer(row.conversationId, { ...to, ...(note.trim() ? { note: note.trim() } : {}) });
      onDone();
    } catch (error) {
      toastError(t, error);
      setBusy(false);
    }
  }

  return (
    <form
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
            <label key={item.id} className={classes.target} data-chosen={item === target || undefined}>
              <input
                type="radio"
                name="target"
                className={classes.radio}
                checked={item === target}
                onChange={() => setChosen(item)}
              />
              {item.kind === "agent" ? (
                <span className={statusClasses.dot} data-status={item.status} />
              ) : (
                <IconUsers size={15} />
              )}
              <span className={classes.name}>{item.name}</span>
              <span className={classes.load}>{item.load}</span>
            </label>
          ))}
        </div>
        <Textarea
          label={t("desk.transfer.note")}
          autosize
          minRows={2}
          maxRows={6}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onDone}>
            {t("app.action.cancel")}
          </Button>
          <Button type="submit" disabled={!target} loading={busy}>
            {t("desk.transfer.submit")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
