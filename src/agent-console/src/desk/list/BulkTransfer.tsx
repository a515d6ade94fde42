import { Button, Group, Modal, Select, Stack, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { api, type Page } from "../../app/api";
import { errorText, toast, toastError } from "../../app/errors";
import { useI18n } from "../../app/i18n";
import { useDesk, useLive } from "../live/LiveProvider";
import type { AgentEntry, TeamRef } from "../live/types";
import { contactName } from "../people";
import { type TransferResult, transferMany } from "./bulk";
import classes from "./ListPane.module.css";

interface Props {
  ids: string[];
  /** `done`: something was handed over. */
  onClose(done: boolean): void;
}

/** Several conversations to one agent or team, with one note; what was refused is named with its reason. */
export function BulkTransfer({ ids, onClose }: Props) {
  const { t } = useI18n();
  const targets = useTargets();
  const [target, setTarget] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<TransferResult[] | null>(null);

  async function submit() {
    if (!target) return;
    setBusy(true);
    try {
      const results = await transferMany(ids, target, note.trim());
      const failed = results.filter((one) => one.code);
      toast(t("desk.bulk.done", { n: results.length - failed.length }));
      if (failed.length === 0) return onClose(true);
      setRefused(failed);
    } catch (error) {
      toastError(t, error);
    }
    setBusy(false);
  }

  return (
    <Modal
      opened
      onClose={() => onClose(refused !== null)}
      title={t("desk.bulk.title", { n: ids.length })}
      closeButtonProps={{ "aria-label": t("app.action.close") }}
    >
      {refused ? (
        <Refused results={refused} onClose={() => onClose(true)} />
      ) : (
        <Stack gap="md">
          <Select
            data-autofocus
            searchable
            label={t("desk.transfer.search")}
            data={targets}
            value={target}
            onChange={setTarget}
            nothingFoundMessage={t("desk.transfer.none")}
          />
          <Textarea
            label={t("desk.transfer.note")}
            autosize
            minRows={2}
            maxRows={6}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={() => onClose(false)}>
              {t("app.action.cancel")}
            </Button>
            <Button disabled={!target} loading={busy} onClick={() => void submit()}>
              {t("desk.transfer.submit")}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}

function Refused({ results, onClose }: { results: TransferResult[]; onClose(): void }) {
  const { t } = useI18n();
  const rows = useDesk((state) => state.rows);
  return (
    <Stack gap="md">
      <p>{t("desk.bulk.refused", { n: results.length })}</p>
      <ul className={classes.results}>
        {results.map(({ conversationId, code }) => {
          const row = rows.get(conversationId);
          return (
            <li key={conversationId}>
              <Link href={`/c/${conversationId}`} onClick={onClose}>
                {row ? contactName(t, row.contact) : t("desk.row.anonymous")}
              </Link>
              <span>{errorText(t, { code })}</span>
            </li>
          );
        })}
      </ul>
      <Group justify="flex-end">
        <Button onClick={onClose}>{t("app.action.close")}</Button>
      </Group>
    </Stack>
  );
}

/** `agent:` and `team:` before the id: one list, two kinds. Who is gone is not offered. */
function useTargets() {
  const { t } = useI18n();
  const { live } = useLive();
  const agents = useQuery({ queryKey: ["agents"], queryFn: () => api.get<Page<AgentEntry>>("/api/agents") });
  const teams = useQuery({ queryKey: ["teams"], queryFn: () => api.get<Page<TeamRef>>("/api/teams") });
  const here = (agents.data?.items ?? []).filter((one) => !one.disabled && one.activity !== "disconnected");
  return [
    {
      group: t("desk.transfer.agents"),
      items: here.map((one) => ({
        value: `agent:${one.id}`,
        label: one.id === live.me.id ? `${one.name} (${t("desk.row.you")})` : one.name,
      })),
    },
    {
      group: t("desk.transfer.teams"),
      items: (teams.data?.items ?? []).map((one) => ({ value: `team:${one.id}`, label: one.name })),
    },
  ];
}
