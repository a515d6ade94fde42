import { Button, Text } from "@mantine/core";
import { IconArchive, IconCoffee, IconInbox, IconMessages, IconPhone } from "@tabler/icons-react";
import { toastError } from "../../app/errors";
import { useI18n } from "../../app/i18n";
import { useDesk, useLive } from "../live/LiveProvider";
import classes from "./ListPane.module.css";
import type { ListTab } from "./tabs";

const icons = { queue: IconCoffee, mine: IconInbox, all: IconMessages, closed: IconArchive, callbacks: IconPhone };

/** What will appear here, and what to do to make it so. */
export function EmptyList({ tab }: { tab: ListTab }) {
  const { t } = useI18n();
  const { actions } = useLive();
  const available = useDesk((state) => state.status.status === "available");
  const Icon = icons[tab];
  return (
    <div className={classes.empty}>
      <Icon size={28} stroke={1.4} aria-hidden="true" />
      <Text fw={600} c="var(--c-text)">
        {t(`desk.empty.${tab}`)}
      </Text>
      <Text fz="sm">{t(tab === "mine" && available ? "desk.empty.mine.available" : `desk.empty.${tab}.text`)}</Text>
      {tab === "mine" && !available && (
        <Button
          variant="light"
          size="xs"
          mt="xs"
          onClick={() => void actions.setStatus("available").catch((error) => toastError(t, error))}
        >
          {t("desk.empty.mine.button")}
        </Button>
      )}
    </div>
  );
}
