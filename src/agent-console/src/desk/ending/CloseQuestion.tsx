import type { ConversationRow, Resolution } from "@chatservice/client";
import { Button, Group, Modal } from "@mantine/core";
import { useI18n } from "../../app/i18n";
import { contactName } from "../people";
import classes from "./Ending.module.css";

interface Props {
  row: ConversationRow;
  /** The end that was asked for while the customer waits for an answer; null: nothing to ask. */
  asked: Resolution | null;
  onAnswer(): void;
  onClose(resolution: Resolution): void;
}

/** The customer had the last word: answering is the first choice, closing needs a second thought. */
export function CloseQuestion({ row, asked, onAnswer, onClose }: Props) {
  const { t } = useI18n();
  return (
    <Modal
      opened={asked !== null}
      onClose={onAnswer}
      title={t("desk.ending.unanswered", { name: contactName(t, row.contact) })}
      closeButtonProps={{ "aria-label": t("app.action.close") }}
      returnFocus={false}
    >
      {t("desk.ending.unanswered.text")}
      {row.lastMessage?.senderKind === "visitor" && (
        <blockquote className={classes.quote} dir="auto">
          {row.lastMessage.text}
        </blockquote>
      )}
      <Group justify="flex-end" gap="sm" mt="lg">
        <Button variant="default" onClick={() => asked && onClose(asked)}>
          {t("desk.ending.unanswered.close")}
        </Button>
        <Button data-autofocus onClick={onAnswer}>
          {t("desk.ending.unanswered.answer")}
        </Button>
      </Group>
    </Modal>
  );
}
