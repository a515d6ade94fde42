import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { toastError } from "../../app/errors";
import { useI18n } from "../../app/i18n";

interface Props {
  title: string;
  text: ReactNode;
  yes: string;
  no?: string;
  /** When it throws, the reason is shown and the question stays. */
  onYes(): Promise<void> | void;
  onClose(): void;
  danger?: boolean;
}

export function Confirm({ title, text, yes, no, onYes, onClose, danger = true }: Props) {
  const { t } = useI18n();
  const [busy, setBusy] = useState(false);
  async function go() {
    setBusy(true);
    try {
      await onYes();
    } catch (error) {
      toastError(t, error);
      setBusy(false);
    }
  }
  return (
    <Modal opened onClose={onClose} title={title} withCloseButton={false} zIndex={320}>
      <Stack gap="lg">
        <Text>{text}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {no ?? t("app.action.cancel")}
          </Button>
          <Button color={danger ? "red.8" : undefined} onClick={go} loading={busy}>
            {yes}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
