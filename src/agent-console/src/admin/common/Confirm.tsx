import { Button, Group, Modal, Stack, Text, Title } from "@mantine/core";
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
    <Modal.Root opened onClose={onClose} centered zIndex={320}>
      <Modal.Overlay />
      {/* No header of its own: above an open drawer it would be the page's second banner. */}
      <Modal.Content aria-label={title}>
        <Modal.Body p={20}>
          <Stack gap="lg">
            <div>
              <Title order={2} fz="lg" mb={4}>
                {title}
              </Title>
              <Text component="div">{text}</Text>
            </div>
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose} data-autofocus>
                {no ?? t("app.action.cancel")}
              </Button>
              <Button color={danger ? "red.8" : undefined} onClick={go} loading={busy}>
                {yes}
              </Button>
            </Group>
          </Stack>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
