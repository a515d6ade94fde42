import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { toastError } from "../../app/errors";
import { useI18n } from "../../app/i18n";
import type { TagUse } from "./TagsPage";

interface Props {
  tag: TagUse;
  others: readonly TagUse[];
  onRename(to: string): Promise<void>;
  onClose(): void;
}

/** Another name; one that is in use merges the two, and the form says so before. */
export function RenameTag({ tag, others, onRename, onClose }: Props) {
  const { t } = useI18n();
  const [name, setName] = useState(tag.name);
  const [busy, setBusy] = useState(false);
  const to = name.trim();
  const merges = others.find((other) => other.name !== tag.name && other.name.toLowerCase() === to.toLowerCase());

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!to || to === tag.name) return onClose();
    setBusy(true);
    try {
      await onRename(merges?.name ?? to);
    } catch (error) {
      toastError(t, error);
      setBusy(false);
    }
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t("admin.tags.renameTitle", { tag: tag.name })}
      closeButtonProps={{ "aria-label": t("app.action.close") }}
    >
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            data-autofocus
            label={t("admin.tags.name")}
            maxLength={40}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {merges && <Text fz="sm">{t("admin.tags.merges", { tag: merges.name, n: merges.count })}</Text>}
          {(tag.rules?.length ?? 0) > 0 && <Text fz="sm">{t("admin.tags.followed")}</Text>}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t("app.action.cancel")}
            </Button>
            <Button type="submit" loading={busy} disabled={!to}>
              {t(merges ? "admin.tags.merge" : "admin.tags.rename")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
