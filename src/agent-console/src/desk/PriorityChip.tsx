import type { Priority } from "@chatservice/client";
import { IconArrowDown, IconArrowUp, IconChevronsUp } from "@tabler/icons-react";
import { useI18n } from "../app/i18n";
import classes from "./PriorityChip.module.css";

const icons = { P0: IconChevronsUp, P1: IconArrowUp, P2: null, P3: IconArrowDown };

/** Normal priority says nothing; the others say it by word, shape and colour. */
export function PriorityChip({ priority, always = false }: { priority: Priority; always?: boolean }) {
  const { t } = useI18n();
  if (priority === "P2" && !always) return null;
  const Icon = icons[priority];
  return (
    <span className={classes.chip} data-priority={priority}>
      {Icon && <Icon size={11} stroke={2.6} aria-hidden="true" />}
      {t(`desk.priority.${priority}`)}
    </span>
  );
}
