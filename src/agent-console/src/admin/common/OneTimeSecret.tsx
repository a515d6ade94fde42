import { Button, Group, Modal, Stack } from "@mantine/core";
import { useI18n } from "../../app/i18n";
import classes from "./admin.module.css";
import { CopyButton } from "./CopyButton";
import { Notice } from "./Notice";

interface Props {
  title: string;
  text: string;
  secret: string;
  onClose(): void;
}

/** A secret that exists on this screen only. It closes by its button alone, so that a stray click does not lose it. */
export function OneTimeSecret({ title, text, secret, onClose }: Props) {
  const { t } = useI18n();
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
    >
      <Stack gap="lg">
        <Notice>{text}</Notice>
        <pre className={classes.code} data-testid="secret">
          {secret}
        </pre>
        <Group justify="space-between">
          <CopyButton text={secret} />
          <Button onClick={onClose}>{t("admin.secret.done")}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
