import { ActionIcon } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useI18n } from "../../app/i18n";

interface Props {
  name: string;
  index: number;
  count: number;
  onMove(to: number): void;
  disabled?: boolean;
}

/** Up and down; at an end the button stays in place, so that the pointer may stay as well. */
export function MoveButtons({ name, index, count, onMove, disabled }: Props) {
  const { t } = useI18n();
  return (
    <ActionIcon.Group>
      <ActionIcon
        variant="default"
        size={30}
        aria-label={t("admin.moveUp", { name })}
        disabled={disabled || index === 0}
        onClick={() => onMove(index - 1)}
      >
        <IconArrowUp size={16} />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size={30}
        aria-label={t("admin.moveDown", { name })}
        disabled={disabled || index === count - 1}
        onClick={() => onMove(index + 1)}
      >
        <IconArrowDown size={16} />
      </ActionIcon>
    </ActionIcon.Group>
  );
}
